"""Web fonts (WOFF 1.0) as the plain fonts they were made of: what a browser reads packed, a typesetter reads unpacked."""

import struct
import zlib

HEADER = struct.Struct(">4sIIHHI24x")
ENTRY = struct.Struct(">4sIIII")


def unwrap(woff: bytes) -> bytes:
    """The TrueType or OpenType font inside a WOFF file: the same tables, uncompressed, with a directory in front."""
    signature, flavour, _length, count, _reserved, _size = HEADER.unpack_from(woff)
    if signature != b"wOFF":
        raise ValueError("not a WOFF font")
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", flavour, count, 16 << power, power, 16 * count - (16 << power))
    tables, start = b"", len(directory) + 16 * count
    for number in range(count):
        tag, offset, packed, length, checksum = ENTRY.unpack_from(woff, HEADER.size + number * ENTRY.size)
        data = woff[offset : offset + packed]
        directory += struct.pack(">4sIII", tag, checksum, start + len(tables), length)
        tables += (zlib.decompress(data) if packed < length else data) + bytes(-length % 4)
    return directory + tables
