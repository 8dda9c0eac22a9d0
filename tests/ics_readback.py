"""Reads a calendar with an independent library and prints it as JSON.

Usage: ics_readback.py FILE [ZONE]. Exit code 3: the package icalendar is missing.
"""

import json
import sys
from zoneinfo import ZoneInfo

try:
    import icalendar
except ImportError:
    print("the Python package icalendar is missing", file=sys.stderr)
    sys.exit(3)


def moment(value, zone):
    if not hasattr(value, "hour"):
        return value.isoformat()
    if value.tzinfo is None:
        return value.isoformat() + " floating"
    return value.astimezone(zone).isoformat() if zone else value.isoformat()


with open(sys.argv[1], "rb") as file:
    data = file.read()
zone = ZoneInfo(sys.argv[2]) if len(sys.argv) > 2 else None
calendar = icalendar.Calendar.from_ical(data)
events = []
for event in calendar.walk("VEVENT"):
    events.append({
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "stamp": event["DTSTAMP"].dt.isoformat(),
        "start": moment(event["DTSTART"].dt, zone),
        "end": moment(event["DTEND"].dt, zone),
        "summary": str(event["SUMMARY"]),
        "status": str(event.get("STATUS", "")),
        "description": str(event.get("DESCRIPTION", "")),
    })
errors = [str(e) for e in calendar.errors] + [str(e) for v in calendar.walk("VEVENT") for e in v.errors]
json.dump({"events": events, "errors": errors}, sys.stdout)
