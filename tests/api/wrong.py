"""What goes wrong is an exception that says what, and names nobody."""
import iwmo


def raises(kind, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except kind as error:
        return error
    raise AssertionError(f"{call} raised nothing")


assert iwmo.check(b"no message").verdict == "undetermined"
assert iwmo.check("gone.xml").findings[0].code == "IW-F01", iwmo.check("gone.xml")
refused = raises(iwmo.Refused, iwmo.make, "WMO305", {"Client": {"Bsn": "999900018"}})
assert refused.findings and "999900018" not in str(refused), refused
assert raises(iwmo.Refused, iwmo.make, "WMO999", {})
assert raises(iwmo.Refused, iwmo.answer, b"<x/>").findings
assert "yesterday" in str(raises(iwmo.Error, iwmo.check, b"", today="yesterday"))
assert "not a regular file" in str(raises(iwmo.Error, iwmo.Bookkeeper, ledger="."))
assert raises(TypeError, iwmo.Bookkeeper, ledgr="l.db")
books = iwmo.Bookkeeper(ledger="wrong.db")
assert books.receive(b"no message").booking == "undetermined"
books.close()
books.close()
assert "closed" in str(raises(iwmo.Error, books.receive, b""))
print("all of it told")
