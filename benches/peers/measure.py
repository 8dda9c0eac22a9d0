"""One peer, run by the Python of its own virtual environment:

    measure.py PEER REPEATS FILE...

Prints one line of JSON: CPU seconds (user + system, this process and its
children, least of the repeats) from files to results, and what the peer found.
Imports happen before the clock starts, and the first repeat compiles what a
peer compiles at run time, so neither is held against it.
"""

import json
import resource
import sys
import warnings

warnings.simplefilter("ignore")

GRAVITY = 9.80665  # m/s2, as both libraries define it
HEIGHT_M = 1.75  # of the simulated runner
RATE_HZ = 100.0
ACC = ["acc_x_g", "acc_y_g", "acc_z_g"]
GYR = ["gyr_x_dps", "gyr_y_dps", "gyr_z_dps"]


def skdh():
    import numpy as np
    import pandas as pd
    from skdh.gait import GaitLumbar

    def run(sacrum):
        table = pd.read_csv(sacrum)
        found = GaitLumbar().predict(
            time=table["time_s"].to_numpy(),
            accel=table[ACC].to_numpy(),
            gyro=np.deg2rad(table[GYR].to_numpy()),
            fs=RATE_HZ,
            height=HEIGHT_M,
        )
        return {
            "cadence_spm": float(np.nanmedian(found["cadence"])),
            "contact_ms": 1000 * float(np.nanmedian(found["stance time"])),
            "steps": len(found["IC Timestamp"]),
        }

    return run


def mobgap():
    import pandas as pd
    from mobgap.data import GaitDatasetFromData
    from mobgap.pipeline import MobilisedPipelineHealthy

    def run(sacrum):
        table = pd.read_csv(sacrum)
        # Up, right, forward from the simulator's forward, left, up.
        data = pd.DataFrame({
            "acc_x": table["acc_z_g"] * GRAVITY,
            "acc_y": -table["acc_y_g"] * GRAVITY,
            "acc_z": table["acc_x_g"] * GRAVITY,
            "gyr_x": table["gyr_z_dps"],
            "gyr_y": -table["gyr_y_dps"],
            "gyr_z": table["gyr_x_dps"],
        })
        person = {"height_m": HEIGHT_M, "sensor_height_m": 1.0, "cohort": "HA"}
        dataset = GaitDatasetFromData(
            {"run": {"LowerBack": data}},
            RATE_HZ,
            {"run": person},
            {"run": {"measurement_condition": "free_living"}},
            single_sensor_name="LowerBack",
        )
        pipeline = MobilisedPipelineHealthy().run(dataset[0])
        bouts = pipeline.per_wb_parameters_
        return {
            "cadence_spm": float(bouts["cadence_spm"].median()) if len(bouts) else None,
            "contact_ms": None,  # not among its results
            "steps": len(pipeline.raw_ic_list_),
        }

    return run


def gaitmap():
    import pandas as pd
    from gaitmap.event_detection import RamppEventDetection
    from gaitmap.parameters import SpatialParameterCalculation, TemporalParameterCalculation
    from gaitmap.stride_segmentation import BarthDtw
    from gaitmap.trajectory_reconstruction import StrideLevelTrajectory
    from gaitmap.utils.coordinate_conversion import convert_to_fbf

    def read(path):
        table = pd.read_csv(path)
        table = table[ACC + GYR].set_axis(
            ["acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z"], axis="columns"
        )
        table.iloc[:, :3] *= GRAVITY
        return table

    def run(left, right):
        # The simulator's axes (forward, left, up) are gaitmap's sensor frame.
        data = {"left": read(left), "right": read(right)}
        body = convert_to_fbf(data, left=["left"], right=["right"])
        strides = BarthDtw().segment(body, sampling_rate_hz=RATE_HZ).stride_list_
        events = RamppEventDetection().detect(body, strides, sampling_rate_hz=RATE_HZ)
        events = events.min_vel_event_list_
        path = StrideLevelTrajectory().estimate(data, events, sampling_rate_hz=RATE_HZ)
        times = TemporalParameterCalculation().calculate(events, sampling_rate_hz=RATE_HZ)
        SpatialParameterCalculation().calculate(
            events, path.position_, path.orientation_, sampling_rate_hz=RATE_HZ
        )
        if not len(strides["left"]):
            return {"cadence_spm": None, "contact_ms": None, "steps": 0}
        stride_s = pd.concat(list(strides.values())).eval("end - start").median() / RATE_HZ
        valid = pd.concat(list(times.parameters_.values()))
        return {
            # Of both feet, from its median segmented stride.
            "cadence_spm": float(120 / stride_s),
            # Nearly no stride passes its own test of the order of events.
            "contact_ms": 1000 * float(valid["stance_time"].median()) if len(valid) else None,
            "steps": sum(map(len, strides.values())),
            "steps_with_events": len(valid),
        }

    return run


def fitdecode():
    import fitdecode

    def run(*files):
        def messages(path):
            with fitdecode.FitReader(path) as reader:
                return sum(isinstance(frame, fitdecode.FitDataMessage) for frame in reader)

        return each(messages, files)

    return run


def fitparse():
    import fitparse

    return lambda *files: each(lambda path: sum(1 for _ in fitparse.FitFile(path).get_messages()), files)


def garmin():
    from garmin_fit_sdk import Decoder, Stream

    def messages(path):
        found, errors = Decoder(Stream.from_file(path)).read()
        if errors:
            raise errors[0]
        return sum(map(len, found.values()))

    return lambda *files: each(messages, files)


def runpandas():
    import runpandas

    return lambda *files: each(lambda path: len(runpandas.read_file(path)), files)


def polars():
    import polars as pl

    return lambda *files: {"rows": sum(pl.read_csv(path).height for path in files)}


def each(decode, files):
    """CPU seconds and count for every file; a file the peer cannot read says why."""
    found = {}
    for path in files:
        before = cpu()
        try:
            count, why = decode(path), None
        except Exception as error:  # any of four libraries' own
            count, why = None, f"{type(error).__name__}: {error}"[:120]
        found[path] = {"cpu_s": cpu() - before, "count": count, "error": why}
    return found


def cpu():
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


PEERS = {make.__name__: make for make in (skdh, mobgap, gaitmap, fitdecode, fitparse, garmin, runpandas, polars)}

if __name__ == "__main__":
    peer, repeats, *paths = sys.argv[1:]
    analyse = PEERS[peer]()
    runs = []
    for _ in range(int(repeats)):
        start = cpu()
        result = analyse(*paths)
        runs.append((cpu() - start, result))
    if "fit" in peer or peer in ("garmin", "runpandas"):
        for path in paths:  # the least of every file by itself
            result[path]["cpu_s"] = min(found[path]["cpu_s"] for _, found in runs)
    print(json.dumps({"cpu_s": min(seconds for seconds, _ in runs), "found": result}))
