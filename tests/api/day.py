"""A day at a provider, in under thirty lines: fixtures/story on disk and in memory."""
import json
import os
import sys

import iwmo

story = os.path.join(os.environ["FIXTURES"], "story")
load = lambda name: json.load(open(os.path.join(story, name), encoding="utf-8"))

allocation = iwmo.make("WMO301", load("1-allocation.json"), today="2026-01-05")
assert iwmo.check(allocation, today="2026-01-05").is_valid
assert b"wmo302" in iwmo.answer(allocation, today="2026-01-05")
data = iwmo.to_json(allocation)
assert iwmo.make(None, data, today="2026-01-05") == allocation
nummer = data["Bericht"]["Client"]["ToegewezenProducten"]["ToegewezenProduct"][0][
    "ToewijzingNummer"]
with iwmo.Bookkeeper(ledger="day.db", today="2026-01-13") as books:
    booked = books.receive(allocation, name="wmo301.xml")
    assert booked.booking == "processed" and booked.answer_name.startswith("WMO302")
    assert [a.outcome for a in booked.allocations] == ["NEW_CLIENT"], booked
    assert booked.allocations[0].toewijzingnummer == nummer
    assert books.receive(allocation, name="wmo301.xml").answer == booked.answer
    start = iwmo.make("WMO305", load("2-start.json"), today="2026-01-13")
    assert books.send(start, name="wmo305.xml").booking == "sent"
print("a day of", nummer)
