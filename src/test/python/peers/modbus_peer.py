"""A Modbus TCP server of one coil (3) and one holding register (2000), after MODBUS Application Protocol 1.1b3."""
import struct
from wire import read, valve, write

while True:
    transaction, protocol, length = struct.unpack(">HHH", read(6))
    unit, function, address, value = struct.unpack(">BBHH", read(length))
    assert protocol == 0 and length == 6
    if (function, address) == (5, 3) and value in (0, 0xFF00) or (function, address) == (6, 2000):
        valve(value > 0)
        write(*struct.pack(">HHHBBHH", transaction, 0, 6, unit, function, address, value))
    else:
        write(*struct.pack(">HHHBBB", transaction, 0, 3, unit, function | 0x80, 2))
