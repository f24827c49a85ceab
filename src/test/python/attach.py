"""Attaches a program's standard input and output to a pseudo-terminal or a TCP port, as if it were a device there.

    attach.py pty LINK COMMAND…     LINK becomes a symbolic link to the terminal
    attach.py tcp PORT COMMAND…     a program for each connection, on 127.0.0.1

Prints "ready" when the device can be opened. Only the program holds the device's end: when it dies, that is an unplugged
cable. Its standard error is left as it is.
"""
import os
import pty
import socket
import subprocess
import sys
import tty

kind, place, *command = sys.argv[1:]
if kind == "pty":
    board, port = pty.openpty()
    tty.setraw(port)
    if os.path.islink(place):
        os.unlink(place)
    os.symlink(os.ttyname(port), place)
    program = subprocess.Popen(command, stdin=board, stdout=board)
    os.close(board)
    print("ready", program.pid, flush=True)
    program.wait()
    # as after an unplugged cable, the port's name is gone as well
    os.unlink(place)
else:
    listener = socket.create_server(("127.0.0.1", int(place)))
    print("ready", os.getpid(), flush=True)
    programs = []
    while True:
        connection, _ = listener.accept()
        with connection:
            programs.append(subprocess.Popen(command, stdin=connection, stdout=connection))
