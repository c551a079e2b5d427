"""Stands in for PYNQ where there is no board: an overlay with a DMA and an accelerator whose results are files.

The folder of an overlay's bitstream holds axi/NAME_axi.h, images.bin and results.bin (bytes of the bus). Rules of the
true classes hold here, too: a channel takes one transfer at a time, of a buffer that `allocate` has made.
"""
import os
import re

import numpy as np

LOADED = []


class Buffer(np.ndarray):
    """Memory that the DMA reaches."""

    freed = False

    def invalidate(self):
        self.seen = True

    def freebuffer(self):
        self.freed = True


def allocate(shape, dtype):
    buffer = np.zeros(shape, dtype).view(Buffer)
    buffer[...] = 0xA5
    return buffer


class Channel:
    """A direction of the DMA; not idle before its first transfer, as the true one."""

    def __init__(self, act):
        self._act, self._pending, self._begun, self.error = act, None, False, False

    def transfer(self, array, start=0, nbytes=0):
        if not isinstance(array, Buffer) or array.freed:
            raise RuntimeError("not a buffer of allocate")
        if self._begun and not self.idle:
            raise RuntimeError("DMA channel not idle")
        if start % 64 != 0:
            raise RuntimeError("transfer is not aligned")
        self._begun = True
        self._pending = (array.reshape(-1).view(np.uint8), start, nbytes)

    @property
    def idle(self):
        if self._pending is not None and self._act(*self._pending):
            self._pending = None
        return self._begun and self._pending is None


class Dma:
    def __init__(self, accelerator):
        self.sendchannel = Channel(accelerator.take)
        self.recvchannel = Channel(accelerator.give)


class Accelerator:
    """Knows the result of each image; registers as the header says."""

    def __init__(self, folder):
        name = next(name for name in os.listdir(os.path.join(folder, "axi")) if name.endswith("_axi.h"))
        with open(os.path.join(folder, "axi", name)) as header:
            text = header.read()
        offsets = re.findall(r"#define SPARSELOOM_(\w+) 0x([0-9a-f]{3})u", text)
        self.names = {int(offset, 16): register for register, offset in offsets}
        numbers = dict(re.findall(r"#define \w+_AXI_(\w+) (\w+?)u?(?:ll)?\n", text))
        self.sizes = [int(numbers[f"{side}_BYTES"]) for side in ("INPUT", "OUTPUT")]
        self.images, self.results = (
            np.fromfile(os.path.join(folder, file), np.uint8).reshape(-1, size)
            for file, size in zip(("images.bin", "results.bin"), self.sizes)
        )
        with open(os.path.join(folder, "weights.bin"), "rb") as weights:
            self.weights = np.frombuffer(weights.read(), "<u4").tolist()
        self.loaded, self.waiting, self.counts, self.running = [], [], {"IMAGES_IN": 0, "IMAGES_OUT": 0}, 0
        self.hash = int(numbers["HASH"].rstrip("ul"), 16)

    def read(self, offset):
        name = self.names[offset]
        constants = {"ID": 0x53504C4D, "HASH_LOW": self.hash & 0xFFFFFFFF, "HASH_HIGH": self.hash >> 32}
        if name == "STATUS":
            return self.running | 8 * (self.loaded == self.weights)
        if name == "CYCLES_LOW":
            self.high = 5
            return 7
        if name == "CYCLES_HIGH":
            return self.high
        return constants.get(name, self.counts.get(name, 0))

    def write(self, offset, value):
        name = self.names[offset]
        if name == "CONTROL":
            self.running = value & 1
        elif name == "CLEAR":
            self.counts = dict.fromkeys(self.counts, 0)
        elif name.startswith("WEIGHTS_"):
            self.loaded.append(value)
        else:
            raise RuntimeError(f"{name} cannot be written")

    def take(self, memory, start, count):
        if not self.running:
            return False
        assert count == self.sizes[0], "an image is a transfer"
        image = memory[start : start + count]
        known = np.flatnonzero((self.images == image).all(axis=1))
        assert len(known), "the accelerator got an image that nobody sent"
        self.waiting.append(self.results[known[0]])
        self.counts["IMAGES_IN"] += 1
        return True

    def give(self, memory, start, count):
        if not self.waiting:
            return False
        assert count == self.sizes[1], "a result is a transfer"
        memory[start : start + count] = self.waiting.pop(0)
        self.counts["IMAGES_OUT"] += 1
        return True


class Overlay:
    def __init__(self, bitfile):
        self.accelerator = Accelerator(os.path.dirname(bitfile))
        self.dma = Dma(self.accelerator)
        LOADED.append(self)
