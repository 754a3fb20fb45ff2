"""Runs a program whose standard output is a terminal, and prints what that shows. Usage: terminal.py COLUMNS PROGRAM ARGUMENT..."""
import fcntl, os, pty, struct, subprocess, sys, termios
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
child = subprocess.Popen(sys.argv[2:], stdout=slave, stderr=subprocess.DEVNULL)
os.close(slave)
text = b""
while True:
    try:
        part = os.read(master, 65536)
    except OSError:
        break
    if not part:
        break
    text += part
sys.stdout.write(text.decode().replace("\r\n", "\n"))
sys.exit(child.wait())
