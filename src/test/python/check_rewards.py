#!/usr/bin/env python3
"""Lets `apical reward` pay peers that are not Apical's own code; each must see every reward once, for its time.

    python3 -m venv target/venv && target/venv/bin/pip install -q pyserial python-osc pymodbus==3.16.1 harp-protocol
    target/venv/bin/python src/test/python/check_rewards.py target/Apical_.jar

pyserial speaks for a board behind a real pseudo-terminal, harp-protocol reads and writes the messages of a Harp device,
python-osc and pymodbus are whole servers. Exit code 0 where all agree, 1 with a line for each that does not.
"""
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import threading
import time
import tty

import serial
from harp.protocol import HarpMessage, MessageType, PayloadType
from pymodbus.server import StartTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer

REWARDS, OPEN_MS = 5, 40
failures = []


def in_background(work):
    threading.Thread(target=work, daemon=True).start()


def check(device, settings, pulses_ms, wording):
    """Runs the command and compares what it says and what the peer has seen: on a busy machine a pulse or two may be off."""
    command = ["java", "-cp", sys.argv[1], "org.apical.cli.Main", "reward", "--device", device, "--settings", settings, "--test", str(REWARDS),
               "--open-ms", str(OPEN_MS), "--interval-s", "0.2"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    time.sleep(0.3)
    print(f"{device}: {run.stdout.strip()}  peer: {[round(p, 1) for p in pulses_ms]} ms")
    if run.returncode != 0 or f"{REWARDS} rewards of {OPEN_MS} ms {wording}" not in run.stdout:
        failures.append(f"{device}: exit code {run.returncode}, {run.stdout}{run.stderr}")
    if len(pulses_ms) != REWARDS:
        failures.append(f"{device}: the peer saw {len(pulses_ms)} rewards, not {REWARDS}")
    if pulses_ms and not OPEN_MS - 5 < statistics.median(pulses_ms) < OPEN_MS + 15:
        failures.append(f"{device}: pulses were not of {OPEN_MS} ms: {pulses_ms}")


def joined_terminals():
    """Two pseudo-terminals joined as by a null-modem cable; their names."""
    (a, a_port), (b, b_port) = pty.openpty(), pty.openpty()
    tty.setraw(a_port)
    tty.setraw(b_port)

    def pump():
        while True:
            for end in select.select([a, b], [], [])[0]:
                os.write(b if end == a else a, os.read(end, 256))

    in_background(pump)
    return os.ttyname(a_port), os.ttyname(b_port)


class Valve:
    """Keeps how long it was open each time."""

    def __init__(self):
        self.pulses_ms, self.opened = [], None

    def set(self, is_open):
        now = time.monotonic()
        if is_open and self.opened is None:
            self.opened = now
        elif not is_open and self.opened is not None:
            self.pulses_ms.append(1000 * (now - self.opened))
            self.opened = None


def check_serial():
    ours, theirs = joined_terminals()
    board, pulses = serial.Serial(theirs, 115200), []

    def serve():
        while True:
            line = board.readline().decode().strip()
            if line == "?":
                board.write(b"apical-reward 1\n")
            elif match := re.fullmatch(r"R (\d+) (\d+)", line):
                time.sleep(int(match[1]) / 1000)
                pulses.append(float(match[1]))
                board.write(f"A {match[2]} {1000 * int(match[1])}\n".encode())
            else:
                board.write(f"{line}\n".encode())

    in_background(serve)
    check("serial", f"port={ours}", pulses, "acknowledged by serial")


def check_harp():
    ours, theirs = joined_terminals()
    device, valve, registers = serial.Serial(theirs, 1_000_000), Valve(), {0: 1216, 45: 0, 49: 500}

    def serve():
        while True:
            head = device.read(2)
            request = HarpMessage.parse(head + device.read(head[1]))
            assert request.payload_type == PayloadType.U16
            if request.message_type == MessageType.Write:
                value = registers[request.address] = struct.unpack("<H", request.payload_bytes)[0]
                if request.address == 34 and value & 8:
                    valve.set(True)
                    threading.Timer(registers[49] / 1000, valve.set, [False]).start()
                elif request.address == 35 and value & 8:
                    valve.set(False)
            device.write(HarpMessage(request.message_type, request.address, PayloadType.U16, struct.pack("<H", registers.get(
                request.address, 0)), timestamp=1.5).bytes)

    in_background(serve)
    check("harp", f"port={ours}", valve.pulses_ms, "acknowledged by harp")


def check_osc():
    pulses, dispatcher = [], Dispatcher()
    dispatcher.map("/reward", lambda address, ms, sequence: pulses.append(float(ms)))
    server = BlockingOSCUDPServer(("127.0.0.1", 30421), dispatcher)
    in_background(server.serve_forever)
    check("osc", "udp_port=30421 sequence=true", pulses, "sent, not acknowledged, by osc")


def check_modbus():
    valve = Valve()

    async def note(function, start_address, address, count, registers, values):
        if values and (function, address) in ((5, 3), (6, 2000)):
            valve.set(bool(values[0]))

    bits = [SimData(0, values=[False] * 16, datatype=DataType.BITS)]
    registers = [SimData(2000, values=[0], datatype=DataType.REGISTERS)]
    device = SimDevice(1, simdata=(bits, bits, registers, registers), action=note)
    in_background(lambda: StartTcpServer(device, address=("127.0.0.1", 30422)))
    time.sleep(0.5)
    check("modbus-tcp", "tcp_port=30422 address=3", valve.pulses_ms, "acknowledged by modbus-tcp")
    valve.pulses_ms.clear()
    check("modbus-tcp", "tcp_port=30422 output=register address=2000", valve.pulses_ms, "acknowledged by modbus-tcp")


check_serial()
check_harp()
check_osc()
check_modbus()
for failure in failures:
    print("FAILED:", failure)
sys.exit(bool(failures))
