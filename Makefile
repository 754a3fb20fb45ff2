# ncmec-pdf: "make help" lists the targets.

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local
STAGES ?= base picture data store template text layout pdf html sheet review run cli
WARNINGS = -Wall -Wextra -Wshadow -Wconversion $(if $(WERROR),-Werror)
HARFBUZZ := $(shell pkg-config --cflags harfbuzz 2>/dev/null)
ALL_CPPFLAGS = -Iinclude -I. -D_GNU_SOURCE $(HARFBUZZ) $(CPPFLAGS)
# What makes a mistake in memory an end instead of a way in; HARDENING= leaves it out. Sanitizers bring their own.
HARDENING = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS ?= -O3 -g $(HARDENING)
LDFLAGS ?= -pie -Wl,-z,relro,-z,now
ALL_CFLAGS = -std=c11 $(WARNINGS) $(CFLAGS)
# Each shared library costs a process 25 microseconds before main: small ones are linked in where their archive is there
# and their license lets a program hold them (MIT, BSD, ISC; libhyphen by the MPL). libcsv is under the LGPL, so it is shared.
archive = $(if $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a 2>/dev/null)),-l:lib$(1).a,-l$(1))
ARCHIVES := $(foreach name,hyphen yaml deflate sodium,$(call archive,$(name)))
LIBS = -lhpdf -lharfbuzz-subset -lharfbuzz -lunibreak -lcsv $(ARCHIVES) -llcms2 -lpng -lz -lm

# Debian packages: to build, and what the tests, the checks and the measurements need on top.
COMPILER = $(or $(filter gcc% clang%,$(notdir $(firstword $(CC)))),gcc)
PACKAGES = $(COMPILER) libc6-dev pkg-config libhpdf-dev libharfbuzz-dev libhyphen-dev hyphen-en-us libunibreak-dev \
	libyaml-dev libcsv-dev libdeflate-dev liblcms2-dev libpng-dev zlib1g-dev libsodium-dev libexpat1-dev libminizip-dev \
	libqpdf-dev
TEST_PACKAGES = $(PACKAGES) libcmocka-dev zsh fish mandoc poppler-utils qpdf mupdf-tools ghostscript locales parallel \
	hyphen-es python3-jsonschema python3-yaml
CHECK_PACKAGES = $(TEST_PACKAGES) gcc clang valgrind netpbm
DEB_PACKAGES = $(PACKAGES) build-essential debhelper lintian
FUZZ_PACKAGES = $(PACKAGES) clang libclang-rt-dev

# V=1 shows whole commands.
ifdef V
say = @:
run =
else
say = @echo
run = @
endif

LIB_SOURCES = $(foreach stage,$(STAGES),$(wildcard src/$(stage)/*.c))
LIB_OBJECTS = $(LIB_SOURCES:%.c=$(BUILD)/%.o)
UNIT_SOURCES = $(wildcard tests/unit/*_test.c)
CLI_SOURCES = $(wildcard tests/cli/*_test.c)
UNITS = $(UNIT_SOURCES:%.c=$(BUILD)/%)
CLIS = $(CLI_SOURCES:%.c=$(BUILD)/%)
HANDS = $(BUILD)/tests/tools/shell.o
FUZZ_SOURCES = $(wildcard tests/fuzz/*_fuzz.c)
REPLAYS = $(FUZZ_SOURCES:%_fuzz.c=$(BUILD)/%_replay)
FUZZERS = $(FUZZ_SOURCES:%.c=$(BUILD)/%)
BENCHES = $(BUILD)/tests/bench/bench $(BUILD)/tests/bench/process
GROWTH = $(BUILD)/tests/bench/growth
FAULT = $(BUILD)/tests/tools/fault.so
MORE = $(BUILD)/tests/tools/ncmec-pdf-more
SILHOUETTES = $(BUILD)/tests/tools/silhouettes
PROGRAM = $(BUILD)/ncmec-pdf

all: $(PROGRAM)

help:
	@echo 'Targets:'
	@echo '  all          build build/ncmec-pdf (CC=clang for another compiler, V=1 to see commands)'
	@echo '  demo         install what is missing, build, write build/ca.pdf'
	@echo '  check        install what is missing, build, run all tests'
	@echo '  deps         install the Debian packages that the build needs'
	@echo '  newcomer     demo and check on bare roots of Debian 12 and 13, with gcc and with clang'
	@echo '  bless        take what the program does now as what the tests expect'
	@echo '  asan         all tests under AddressSanitizer and UBSan'
	@echo '  valgrind     unit tests and whole runs under valgrind'
	@echo '  fuzz         bytes by chance into every reader, each for FUZZ_SECONDS=$(FUZZ_SECONDS) seconds'
	@echo '  coverage     lines of src/ that the tests reach'
	@echo '  kills        kill -9 over runs of many sheets, KILLS=$(KILLS) times'
	@echo '  faults       every call of the C library fails in turn, where "check" leaves most out'
	@echo '  same         gcc and clang builds write the same bytes'
	@echo '  mutation     what "check" finds of mistakes planted in figures (needs Python 3)'
	@echo '  bench        time, memory, size, instructions'
	@echo '  growth       what twice the size costs: at most 2.5 times the instructions'
	@echo '  layers       who may include and call what'
	@echo '  format       does clang-format agree (format-fix: make it so)'
	@echo '  conformance  every flavor, judged by others: PDF/UA, PDF/A, PDF/X, plates, viewers'
	@echo '  web-check    web pages in Chromium: axe-core, what is heard, widths, pictures'
	@echo '  contact-sheet  all sample sheets, and all silhouettes, in one picture each'
	@echo '  look         California at 100 dpi beside its last golden pages, in one picture'
	@echo '  install      to PREFIX=$(PREFIX) below DESTDIR; uninstall takes it back'
	@echo '  deb          a Debian package for the release that runs here, in build/deb, and what lintian finds in it'
	@echo '  deb-newcomer the package built, installed, used and removed on bare roots of Debian 12 and 13'
	@echo '  clean        remove build/'

# ---- Packages --------------------------------------------------------------------------------------------------------

# $(call need,PACKAGES): installs those that dpkg does not have.
need = @sh tests/tools/packages.sh $(1)

deps:
	$(call need,$(PACKAGES))

test-deps:
	$(call need,$(TEST_PACKAGES))

java-deps:
	$(call need,default-jre-headless maven)

web-deps:
	$(call need,chromium nodejs npm)

office-deps:
	$(call need,libreoffice-calc-nogui)

python-deps:
	$(call need,python3 python3-venv)

check-deps:
	$(call need,$(CHECK_PACKAGES))

# The two commands of the README use all processors, where make was not told how many.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))

# ---- The program -----------------------------------------------------------------------------------------------------

# A program that is built outside the tree finds what is shipped through links beside it.
$(PROGRAM): $(BUILD)/src/main.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
	@case "$$(realpath $(BUILD))/" in "$$(realpath .)"/*) ;; *) ln -sfn "$$(realpath data)" "$$(realpath fonts)" $(BUILD) ;; esac

$(BUILD)/libncmec.a: $(LIB_OBJECTS)
	@rm -f $@
	$(say) '  ar      $@'
	$(run)ar rcs $@ $^

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) '  compile $<'
	$(run)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The commit that the program is built from, for --version: git's word here, that of "git archive" in a released tree.
COMMIT := $(or $(shell git describe --always --dirty --abbrev=12 2>/dev/null),$(shell sed -n '1{/Format/!p}' .commit 2>/dev/null))
$(BUILD)/src/cli/run.o: ALL_CPPFLAGS += -DNCMEC_COMMIT='"$(COMMIT)"'
$(BUILD)/src/cli/run.o: $(BUILD)/commit
$(BUILD)/commit: force
	@mkdir -p $(@D)
	@echo '$(COMMIT)' | cmp -s - $@ || echo '$(COMMIT)' >$@

# Another compiler or other flags: everything is built again.
FLAGS = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) $(LIBS)
$(BUILD)/flags: force
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' >$@

demo: deps
	@$(MAKE) --no-print-directory $(JOBS) all
	@$(PROGRAM) --data-dir data --state CA --year 2023 -o '$(BUILD)/ca.pdf'
	@echo "The fact sheet of California, 2023, is in $(BUILD)/ca.pdf"

# ---- Tests -----------------------------------------------------------------------------------------------------------

$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

$(BUILD)/tests/cli/%_test: $(BUILD)/tests/cli/%_test.o $(HANDS) $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka -lpng

$(BUILD)/tests/fuzz/%_replay: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/tests/fuzz/replay.o \
		$(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/fuzz/%_fuzz: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# Stands in front of libc in a running program, so without the sanitizers' flags.
$(FAULT): tests/tools/fault.c
	@mkdir -p $(@D)
	$(say) '  compile $<'
	$(run)$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O1 -fPIC -shared -o $@ $< -ldl

# The program with one language more.
$(MORE): $(BUILD)/tests/tools/more_language.o $(BUILD)/src/main.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

tests: $(PROGRAM) $(FAULT) $(MORE) $(UNITS) $(CLIS) $(REPLAYS) $(BENCHES) $(GROWTH) $(SILHOUETTES)

unit: $(UNITS)
	@sh tests/tools/run.sh $(UNITS)

run-tests: tests
	@sh tests/tools/run.sh $(UNITS) $(CLIS) $(REPLAYS)

check: test-deps
	@$(MAKE) --no-print-directory $(JOBS) run-tests

bless: tests
	@NCMEC_BLESS=1 sh tests/tools/run.sh $(BUILD)/tests/cli/golden_test $(BUILD)/tests/cli/bad_test \
		$(BUILD)/tests/cli/look_test $(BUILD)/tests/unit/document_test $(BUILD)/tests/unit/yaml_test
	@echo 'Now read the change: git diff tests'

SANITIZE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
asan: test-deps
	@rm -rf $(BUILD)/asan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE) --coverage' run-tests
	@sh tests/tools/coverage.sh $(BUILD)/asan

FUZZ_SECONDS ?= 10
fuzz-deps:
	$(call need,$(FUZZ_PACKAGES))

fuzz: fuzz-deps
	@$(MAKE) --no-print-directory CC=clang BUILD=$(BUILD)/fuzz CFLAGS='$(SANITIZE) -fsanitize=fuzzer-no-link' fuzzers
	@sh tests/fuzz/run.sh $(FUZZ_SECONDS) $(BUILD)/fuzz

fuzzers: $(FUZZERS) $(REPLAYS)

valgrind: check-deps
	@$(MAKE) --no-print-directory tests
	@sh tests/tools/valgrind.sh $(PROGRAM) $(UNITS)

coverage: test-deps
	@rm -rf $(BUILD)/coverage
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' run-tests
	@sh tests/tools/coverage.sh $(BUILD)/coverage

same: check-deps
	@$(MAKE) --no-print-directory CC=gcc BUILD=$(BUILD)/gcc all
	@$(MAKE) --no-print-directory CC=clang BUILD=$(BUILD)/clang all
	@sh tests/tools/same.sh $(BUILD)/gcc/ncmec-pdf $(BUILD)/clang/ncmec-pdf

# Over an hour where disks are slow: what make check does 40 times.
KILLS ?= 1000
kills: test-deps
	@$(MAKE) --no-print-directory tests
	@NCMEC_KILLS=$(KILLS) $(BUILD)/tests/cli/batch_test kills

faults: test-deps
	@$(MAKE) --no-print-directory tests
	@NCMEC_FAULTS=all $(BUILD)/tests/cli/fault_test

newcomer:
	$(call need,mmdebstrap git)
	@mkdir -p $(BUILD)
	@sh tests/tools/newcomer.sh $(BUILD)

# ---- Checks of the text ----------------------------------------------------------------------------------------------

FORMATTED = $(shell find include src tests -name '*.[ch]')

layers: $(BUILD)/libncmec.a
	@sh tests/tools/layers.sh . $(BUILD)

# No version of clang-format is in two releases of Debian, and each formats otherwise: PyPI's wheel is pinned.
CLANG_FORMAT = $(BUILD)/clang-format-14.0.6
$(CLANG_FORMAT)/bin/clang-format:
	@python3 -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory python-deps
	$(say) '  install clang-format 14.0.6 from PyPI into $(CLANG_FORMAT)'
	$(run)python3 -m venv $(CLANG_FORMAT)
	$(run)$(CLANG_FORMAT)/bin/pip install --quiet --disable-pip-version-check clang-format==14.0.6

format: $(CLANG_FORMAT)/bin/clang-format
	@$< --dry-run --Werror $(FORMATTED) && echo 'format: as it should be'

format-fix: $(CLANG_FORMAT)/bin/clang-format
	@$< -i $(FORMATTED)

# Java and Maven may be there by other ways than dpkg's.
mutation: all
	@python3 -B tests/tools/mutate.py $(PROGRAM) tests/samples
	@echo 'The same in workbooks:'
	@python3 -B tests/tools/mutate.py $(PROGRAM) tests/samples 630 1 workbook

conformance: test-deps
	@command -v java >/dev/null && command -v mvn >/dev/null || $(MAKE) --no-print-directory java-deps
	@python3 -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory python-deps
	@command -v soffice >/dev/null || $(MAKE) --no-print-directory office-deps
	@$(MAKE) --no-print-directory all $(BUILD)/tests/cli/workbook_test
	@sh tests/conformance/run.sh $(PROGRAM)
	@$(MAKE) --no-print-directory web-check
	@sh tests/tools/run.sh $(BUILD)/tests/cli/workbook_test

# Web pages in a browser: of all samples, in both languages, where SAMPLES does not choose: two minutes on two processors. Where its packages cannot be had, web.sh says that it judged nothing.
web-check: test-deps
	@command -v chromium >/dev/null && command -v npm >/dev/null || $(MAKE) --no-print-directory web-deps || true
	@$(MAKE) --no-print-directory all
	@sh tests/conformance/web.sh $(PROGRAM)

# All sample sheets' first pages, and all silhouettes, each in one picture.
contact-sheet: check-deps
	@$(MAKE) --no-print-directory all $(SILHOUETTES)
	@sh tests/tools/contact.sh $(PROGRAM) $(SILHOUETTES) $(BUILD)

look: check-deps
	@$(MAKE) --no-print-directory all
	@sh tests/tools/look.sh $(PROGRAM) $(BUILD)

# ---- Measurements ----------------------------------------------------------------------------------------------------

bench: check-deps
	@$(MAKE) --no-print-directory all $(BENCHES)
	@sh tests/bench/bench.sh $(PROGRAM) $(BENCHES)
	@sh tests/bench/batch.sh $(PROGRAM)

growth: check-deps
	@$(MAKE) --no-print-directory $(GROWTH)
	@sh tests/bench/growth.sh $(GROWTH)

$(GROWTH): $(BUILD)/tests/bench/growth.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BENCHES) $(SILHOUETTES): %: %.o $(BUILD)/libncmec.a
	$(say) '  link    $@'
	$(run)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# ---- Installation ----------------------------------------------------------------------------------------------------

BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share/ncmec-pdf
DOC = $(DESTDIR)$(PREFIX)/share/doc/ncmec-pdf
MAN = $(DESTDIR)$(PREFIX)/share/man
# Debian keeps those of its packages in share/zsh/vendor-completions.
ZSH_FOLDER = share/zsh/site-functions
COMPLETE_BASH = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
COMPLETE_ZSH = $(DESTDIR)$(PREFIX)/$(ZSH_FOLDER)
COMPLETE_FISH = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
FOLDERS = '$(BIN)' '$(SHARE)' '$(DOC)' '$(MAN)/man1' '$(MAN)/man5' '$(COMPLETE_BASH)' '$(COMPLETE_ZSH)' '$(COMPLETE_FISH)'
PRINTED = '$(MAN)/man1/ncmec-pdf.1' '$(MAN)/man5/ncmec-pdf-data.5' '$(COMPLETE_BASH)/ncmec-pdf' '$(COMPLETE_ZSH)/_ncmec-pdf' \
	'$(COMPLETE_FISH)/ncmec-pdf.fish'
DOCS = README.md fonts/README.md fonts/LICENSE.md data/maps/README.md data/maps/LICENSE data/icc/README.md \
	$(wildcard tests/golden/readme-*.png)
SHIPPED = -type f ! -name README.md ! -name 'LICENSE*' ! -name '*.py'

# The years' figures stay with the office; the wording, the look and the dictionary are the program's. The example is in a
# folder of its own, where "demo" alone looks. "made" lists the folders that were not there before, seen from SHARE, so
# that an installation may be moved.
install: all
	@made=$$(for folder in $(FOLDERS); do while [ ! -d "$$folder" ]; do \
			realpath -ms --relative-to='$(SHARE)' "$$folder"; folder=$$(dirname "$$folder"); done; done | sort -u); \
		install -d $(FOLDERS); [ -z "$$made" ] || printf '%s\n' "$$made" >>'$(SHARE)/made'
	install '$(PROGRAM)' '$(BIN)/ncmec-pdf'
	cd data && find measures.yaml jurisdictions.yaml themes templates schemas icc maps [0-9]*/templates $(SHIPPED) 2>/dev/null | \
		while read -r file; do install -D -m 644 "$$file" "$(SHARE)/data/$$file" || exit 1; done
	cd fonts && find . $(SHIPPED) | while read -r file; do install -D -m 644 "$$file" "$(SHARE)/fonts/$$file" || exit 1; done
	cd data && for file in 2023/*.yaml; do install -D -m 644 "$$file" "$(SHARE)/example/$$file" || exit 1; done
	for file in $(DOCS); do install -D -m 644 "$$file" "$(DOC)/$$file" || exit 1; done
	'$(PROGRAM)' --man >'$(MAN)/man1/ncmec-pdf.1'
	'$(PROGRAM)' help data --man >'$(MAN)/man5/ncmec-pdf-data.5'
	'$(PROGRAM)' --completions bash >'$(COMPLETE_BASH)/ncmec-pdf'
	'$(PROGRAM)' --completions zsh >'$(COMPLETE_ZSH)/_ncmec-pdf'
	'$(PROGRAM)' --completions fish >'$(COMPLETE_FISH)/ncmec-pdf.fish'
	chmod 644 $(PRINTED)

# Deepest first.
uninstall:
	rm -f '$(BIN)/ncmec-pdf' $(PRINTED)
	@made=$$(! [ -f '$(SHARE)/made' ] || while read -r up; do realpath -ms "$(SHARE)/$$up"; done <'$(SHARE)/made'); \
		rm -rf '$(SHARE)' '$(DOC)'; \
		printf '%s\n' "$$made" | sort -r | while read -r folder; do rmdir "$$folder" 2>/dev/null || :; done
	@[ ! -e '$(SHARE)' ] || { echo 'cannot remove $(SHARE)' >&2; exit 1; }

# For another release of Debian, build it there.
VERSION = $(shell sed -n 's/^.define NCMEC_VERSION "\(.*\)"/\1/p' include/ncmec/base.h)
deb-deps:
	$(call need,$(DEB_PACKAGES))

deb: deb-deps
	@sh .debian/build.sh '$(BUILD)' '$(COMMIT)' '$(VERSION)' $(PACKAGES)
	@lintian --fail-on error,warning '$(BUILD)'/deb/*.changes && echo 'lintian: no error, no warning'

deb-newcomer:
	$(call need,mmdebstrap git)
	@mkdir -p $(BUILD)
	@sh tests/tools/newcomer.sh $(BUILD) deb

clean:
	rm -rf $(BUILD)

force:

.PHONY: all help deps test-deps check-deps java-deps office-deps python-deps web-deps fuzz-deps demo tests unit run-tests check newcomer bless asan \
	fuzz fuzzers valgrind coverage same web-check layers format format-fix conformance contact-sheet look mutation bench growth kills \
	faults install uninstall deb deb-deps deb-newcomer clean force
.SECONDARY:
.DELETE_ON_ERROR:
-include $(LIB_OBJECTS:.o=.d) $(BUILD)/src/main.d $(UNIT_SOURCES:%.c=$(BUILD)/%.d) $(CLI_SOURCES:%.c=$(BUILD)/%.d) \
	$(FUZZERS:=.d) $(BUILD)/tests/fuzz/fuzz.d $(BUILD)/tests/fuzz/replay.d $(HANDS:.o=.d) $(BENCHES:=.d) $(GROWTH).d $(SILHOUETTES:=.d)
