"""Raw files of research sensors, written after the makers' descriptions, for the tests.

python3 make.py FOLDER    needs numpy and scipy; --check also reads them back with
                          openmovement and pygt3x, which other people wrote.
"""
import io
import struct
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import scipy.io

SECONDS = 6
RATE = 100
START = datetime(2024, 6, 1, 12, 0, 0, tzinfo=timezone.utc)
T = np.arange(SECONDS * RATE) / RATE
# g: what a sensor on a runner's back would show, in short.
ACC = np.column_stack(
    [0.5 * np.sin(2 * np.pi * 1.4 * T), 0.25 * np.cos(2 * np.pi * 1.4 * T), 1 + 0.8 * np.sin(2 * np.pi * 2.8 * T)]
)
# deg/s
GYRO = np.column_stack([40 * np.sin(2 * np.pi * 1.4 * T), 20 * np.cos(2 * np.pi * 2.8 * T), -60 * np.sin(2 * np.pi * 1.4 * T)])


def packed_time(at):
    return (at.year - 2000) << 26 | at.month << 22 | at.day << 17 | at.hour << 12 | at.minute << 6 | at.second


def cwa(six):
    header = bytearray(b"\xff" * 64 + b" " * 448 + b"\xff" * 512)
    struct.pack_into("<HHBHI", header, 0, 0x444D, 1020, 0x64 if six else 0x17, 12345, 7)
    struct.pack_into("<III", header, 13, packed_time(START), packed_time(START) + 600, 0)
    struct.pack_into("<B", header, 35, 3 if six else 0)
    struct.pack_into("<H", header, 11, 0)
    struct.pack_into("<B", header, 36, 0x4A)
    out = [bytes(header)]
    per = 40 if six else 120
    for k, first in enumerate(range(0, len(T), per)):
        n = min(per, len(T) - first)
        block = bytearray(512)
        # The stamp is of a whole second within the block.
        second = int(np.ceil(first / RATE))
        offset = second * RATE - first
        at = datetime.fromtimestamp(START.timestamp() + second, timezone.utc)
        scale = 2 if six else 0  # 1/1024 g; 1/256 g
        gyro_range = 3  # 1000 deg/s
        light = scale << 13 | gyro_range << 10
        struct.pack_into("<HHHIII", block, 0, 0x5841, 508, 0, 7, k, packed_time(at))
        struct.pack_into("<HHBBBBhH", block, 18, light, 200, 0, 200, 0x4A, 0x62 if six else 0x30, offset, n)
        for i in range(n):
            a = ACC[first + i]
            if six:
                g = np.round(GYRO[first + i] / 1000 * 32768).astype(int)
                v = np.round(a * 1024).astype(int)
                struct.pack_into("<6h", block, 30 + 12 * i, *g, *v)
            else:
                raw = np.round(a * 256).astype(int)
                exponent = 0
                while np.abs(raw).max() > 511:
                    raw, exponent = raw // 2, exponent + 1
                word = exponent << 30 | (int(raw[2]) & 0x3FF) << 20 | (int(raw[1]) & 0x3FF) << 10 | int(raw[0]) & 0x3FF
                struct.pack_into("<I", block, 30 + 4 * i, word)
        words = struct.unpack("<255H", block[:510])
        struct.pack_into("<H", block, 510, -sum(words) & 0xFFFF)
        out.append(bytes(block))
    return b"".join(out)


def record(kind, at, content):
    head = struct.pack("<BBIH", 0x1E, kind, at, len(content)) + content
    check = 0
    for b in head:
        check ^= b
    return head + bytes([~check & 0xFF])


def gt3x(old):
    scale = 341.0 if old else 256.0
    ticks = int((START.timestamp() + 62135596800) * 10**7)
    info = (
        f"Serial Number: {'NEO1B41100262' if old else 'MOS2A12345678'}\r\nDevice Type: {'GT3XPlus' if old else 'Link'}\r\n"
        f"Firmware: 1.7.2\r\nBattery Voltage: 4.18\r\nSample Rate: {RATE}\r\nStart Date: {ticks}\r\nStop Date: 0\r\n"
        f"Last Sample Time: {ticks}\r\nTimeZone: 00:00:00\r\nDownload Date: {ticks}\r\nBoard Revision: 4\r\n"
        f"Unexpected Resets: 0\r\nAcceleration Scale: {scale}\r\nAcceleration Min: -6.0\r\nAcceleration Max: 6.0\r\n"
        "Limb: Waist\r\nSubject Name: x\r\n"
    )
    log = record(0x06, int(START.timestamp()), b"{}")
    for s in range(SECONDS):
        rows = np.round(ACC[s * RATE : (s + 1) * RATE] * scale).astype(int)
        if old:
            bits = "".join(f"{int(v) & 0xFFF:012b}" for x, y, z in rows for v in (y, x, z))
            bits += "0" * (-len(bits) % 8)
            content = int(bits, 2).to_bytes(len(bits) // 8, "big")
            log += record(0x00, int(START.timestamp()) + s, content)
        else:
            log += record(0x1A, int(START.timestamp()) + s, rows.astype("<i2").tobytes())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in (("info.txt", info.encode()), ("log.bin", log)):
            entry = zipfile.ZipInfo(name, (2024, 6, 1, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(entry, data)
    return buffer.getvalue()


def geneactiv():
    gain, offset = np.array([25600.0, 25450.0, 25700.0]), np.array([100.0, -250.0, 400.0])
    lines = ["Device Identity", "Device Unique Serial Code:012345", "Device Type:GENEActiv", "Device Model:1.1",
             "Device Firmware Version:Ver 05.09a", "Calibration Date:2012-01-01 00:00:00:000", "",
             "Device Capabilities", "Accelerometer Range:-8 to 8", "Accelerometer Resolution:0.0039", "",
             "Configuration Info", "Measurement Frequency:100 Hz", "Start Time:2024-06-01 12:00:00:000", "Time Zone:GMT +00:00", "",
             "Trial Info", "", "Subject Info", "Device Location Code:left wrist", "Subject Code:1", "", "Calibration Data"]
    for i, axis in enumerate("xyz"):
        lines += [f"{axis} gain:{int(gain[i])}", f"{axis} offset:{int(offset[i])}"]
    lines += ["Volts:300", "Lux:800", "", "Memory Status", "Number of Pages:4", ""]
    for page in range(len(T) // 300):
        first = page * 300
        second, ms = divmod(first * 1000 // RATE, 1000)
        lines += ["Recorded Data", "Device Unique Serial Code:012345", f"Sequence Number:{page}",
                  f"Page Time:2024-06-01 12:00:{second:02}:{ms:03}", "Unassigned:", "Temperature:24.6",
                  "Battery voltage:4.1", "Device Status:Recording", "Measurement Frequency:100.0"]
        raw = np.round((ACC[first : first + 300] * gain + offset) / 100).astype(int)
        lines.append("".join("".join(f"{int(v) & 0xFFF:03X}" for v in row) + "000" for row in raw))
    return ("\r\n".join(lines) + "\r\n").encode()


def mat(name, folder, **how):
    scipy.io.savemat(
        folder / name,
        {"subject": "one", "fs": 100.0, "sensor": {"time": T.reshape(-1, 1), "acc": (ACC * 9.80665).astype("float32"),
                                                   "gyro": np.deg2rad(GYRO)}},
        **how,
    )


def watch_mat(folder):
    t = np.arange(0, 3600.0)
    scipy.io.savemat(folder / "watch.mat", {"time": t, "speed": np.full(3600, 3.0), "cadence": 172 + (t > 1800),
                                            "ground_contact_time": 250 + t / 600}, do_compression=True)


def main():
    folder = Path(sys.argv[1])
    (folder / "ax3.cwa").write_bytes(cwa(False))
    (folder / "ax6.cwa").write_bytes(cwa(True))
    (folder / "neo.gt3x").write_bytes(gt3x(True))
    (folder / "mos.gt3x").write_bytes(gt3x(False))
    (folder / "geneactiv.bin").write_bytes(geneactiv())
    mat("packed.mat", folder, do_compression=True)
    mat("plain.mat", folder)
    watch_mat(folder)
    if "--check" in sys.argv:
        check(folder)


def check(folder):
    from openmovement.load import CwaData
    from pygt3x.reader import FileReader

    for name in ("ax3.cwa", "ax6.cwa"):
        with CwaData(str(folder / name), include_gyro=name == "ax6.cwa", include_temperature=False) as data:
            samples = data.get_samples()
        values = samples[["accel_x", "accel_y", "accel_z"]].to_numpy()
        print(name, len(values), np.abs(values - ACC[: len(values)]).max(), samples.iloc[0, 0], samples.iloc[-1, 0])
    for name in ("neo.gt3x", "mos.gt3x"):
        with FileReader(str(folder / name)) as reader:
            frame = reader.to_pandas()
        values = frame[["X", "Y", "Z"]].to_numpy()
        print(name, len(values), np.abs(values - ACC[: len(values)]).max(), frame.index[0], frame.index[-1])


main()
