# Sourced by judges in Java. maven_fetch FOLDER GROUP:ARTIFACT:VERSION ...: these and what they need, once, by Maven, into
# FOLDER/lib. Exits 2 where they cannot be had. The judge has a say().

need() {
    command -v "$1" >/dev/null || { say "'$1' is missing; install it ($2), then run this again"; exit 2; }
}

maven_fetch() {
    need java 'Debian: apt-get install default-jre-headless'
    [ -e "$1/complete" ] && return
    need mvn 'Debian: apt-get install maven'
    maven_to=$1
    shift
    say "fetching $* into $maven_to"
    rm -rf "$maven_to"
    mkdir -p "$maven_to"
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>local</groupId><artifactId>fetch</artifactId><version>1</version><packaging>pom</packaging><dependencies>'
        for maven_part; do
            echo "$maven_part" | sed 's|\(.*\):\(.*\):\(.*\)|<dependency><groupId>\1</groupId><artifactId>\2</artifactId><version>\3</version></dependency>|'
        done
        echo '</dependencies></project>'
    } >"$maven_to/pom.xml"
    mvn -q -B -f "$maven_to/pom.xml" dependency:copy-dependencies -DoutputDirectory="$maven_to/lib" >&2 || {
        say 'Maven could not fetch them; is the network there?'
        exit 2
    }
    : >"$maven_to/complete"
}
