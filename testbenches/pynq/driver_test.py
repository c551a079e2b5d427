"""driver_test.py FOLDER NAME: the driver of a design in the folder, with a stand-in for PYNQ and its board."""
import importlib
import os
import sys

import numpy as np

folder, name = sys.argv[1:]
sys.path.insert(0, os.path.join(folder, "drivers"))
driver = importlib.import_module(f"{name}_driver")
pynq = importlib.import_module("pynq")


def data(file, kind):
    return np.fromfile(os.path.join(folder, file), kind)


def refused(kind, words, action):
    try:
        action()
    except kind as problem:
        assert words in str(problem), problem
        return
    raise AssertionError(f"{words}: not refused")


reals = data("reals.bin", "<f4").reshape((-1,) + driver.IMAGES.shape)
values = data("values.bin", "<f4").reshape((-1,) + driver.RESULTS.shape)
pixels = data("pixels.bin", np.uint8).reshape(driver.IMAGES.shape)
bitfile = os.path.join(folder, f"{name}.bit")
options = {"batch": 7, "weights": os.path.join(folder, "memory"), "timeout": 0.2}

with driver.Accelerator.open(bitfile, **options) as accelerator:
    integers = driver.IMAGES.quantised(reals)
    results = accelerator.run(integers)
    assert np.array_equal((results * driver.RESULTS.scale).astype(np.float32), values), "results"
    assert np.array_equal(driver.IMAGES.unpacked(driver.IMAGES.packed(integers)), integers), "unpacked"
    counted = accelerator.counters()
    assert counted["images_in"] == counted["images_out"] == len(reals), counted
    assert counted["cycles"] == 5 << 32 | 7 and len(counted["stalls"]) == len(driver.STAGES), counted
    accelerator.clear_counters()
    assert accelerator.counters()["images_out"] == 0

    # The one image of pixels is known to the board, too.
    core = pynq.LOADED[-1].accelerator
    core.images = np.vstack([core.images, data("pixel_images.bin", np.uint8)])
    core.results = np.vstack([core.results, core.results[:1]])
    assert np.array_equal(accelerator.infer(pixels[None]).astype(np.float32), values[:1]), "infer"

    assert accelerator.run(integers[:0]).shape == (0,) + driver.RESULTS.shape
    refused(ValueError, "must be images x rows", lambda: accelerator.run(integers[:, :1, :1]))
    refused(ValueError, "values must be", lambda: accelerator.run(np.full((1,) + driver.IMAGES.shape, 1 << 20)))
    accelerator.stop()
    refused(TimeoutError, "no result within", lambda: accelerator.run(integers[:1]))

with driver.Accelerator.open(bitfile, **options) as accelerator:
    accelerator.stop()
    pynq.LOADED[-1].dma.sendchannel.error = True
    refused(RuntimeError, "the DMA reports an error", lambda: accelerator.run(integers[:1]))

pynq.LOADED[-1].accelerator.hash += 1
refused(RuntimeError, "the bitstream is of design", lambda: driver.Accelerator(pynq.LOADED[-1]))

if driver.WEIGHT_FILES:
    short = os.path.join(folder, "short")
    os.makedirs(short, exist_ok=True)
    for file, _ in driver.WEIGHT_FILES:
        with open(os.path.join(short, file), "w") as weights:
            weights.write("0\n")
    refused(RuntimeError, "were not all", lambda: driver.Accelerator.open(bitfile, **dict(options, weights=short)))
