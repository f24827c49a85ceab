"""A Harp Behavior board after the protocol and its register list: pulses of SupplyPort0 on the board's own clock.

Sends an event before each reply, as the board may at any time.
"""
import struct
from wire import after, byte, read, valve, write

SUPPLY_0 = 0x08
registers = {0: 1216, 45: 0, 49: 500}


def message(kind, address, payload_type, payload):
    body = bytes([kind, 10 + len(payload), address, 0xFF, payload_type | 0x10]) + struct.pack("<IH", 1, 2) + payload
    write(*body, sum(body) & 0xFF)


while True:
    kind, length = read(2)
    body = read(length)
    assert (kind + length + sum(body[:-1])) & 0xFF == body[-1], "checksum"
    address, port, payload_type = body[:3]
    assert port == 0xFF and payload_type == 2, "all registers used are U16 of the device itself"
    message(3, 44, 0x82, struct.pack("<hhh", 1, 2, 3))
    if kind == 2:
        registers[address] = value = struct.unpack("<H", body[3:-1])[0]
        if address == 34 and value & SUPPLY_0:
            valve(True)
            if registers[45] & SUPPLY_0:
                after(registers[49] / 1000, lambda: valve(False))
        elif address == 35 and value & SUPPLY_0:
            valve(False)
    known = address in (0, 34, 35, 45, 49)
    message(kind if known else kind | 8, address, payload_type, struct.pack("<H", registers.get(address, 0)))
