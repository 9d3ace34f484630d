"""iwmo: judge, make, answer and book iWmo messages, by libiwmo.

    import iwmo

    result = iwmo.check("wmo301.xml")             # a path, or bytes
    answer = iwmo.answer("wmo301.xml")            # its retour message, bytes
    data = iwmo.to_json("wmo301.xml")             # a dict
    start = iwmo.make("WMO305", {...})            # bytes, from what cannot be derived
    with iwmo.Bookkeeper(ledger="ledger.db") as books:
        booked = books.receive("wmo301.xml")

Needs libiwmo.so.0 where the system looks for it, or named by $LIBIWMO; nothing else.
Messages come as a path (str or os.PathLike) or as bytes.  All that goes wrong is an
`Error`; what is wrong with a message is a list of `Finding`, on the result or, when
nothing could be made of it, on the `Refused` that is raised.  Texts are masked: they
name no person unless `show_values` is given.  Objects are for one thread at a time.

Source: iwmo.h of the library; the rules are those of the iWmo standard, 2.3 and 3.2.
"""

import ctypes as _c
import datetime as _datetime
import json as _json
import os as _os
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Union

__all__ = ["Allocation", "Booked", "Bookkeeper", "Error", "Finding", "Refused", "Result",
           "answer", "check", "make", "to_json", "version"]

Message = Union[str, "_os.PathLike[str]", bytes]

_ERROR_SIZE = 512
_VERDICTS = ("valid", "invalid", "undetermined")


class Error(Exception):
    """Something failed: the text says what; no personal data in it."""


@dataclass
class Finding:
    """One thing that is wrong, or that a person should know."""

    code: str           # "TR018", "IW-S01"
    retourcode: str     # "" when no answer carries one
    text: str           # Dutch, or English on demand
    path: str           # "/Bericht/Client/..."
    line: int           # from 1; 0: the message as a whole, as for the two below
    column: int         # from 1, in characters
    offset: int         # in bytes, from 0
    is_warning: bool    # an error refuses, a warning does not


class Refused(Error):
    """Nothing was made: `findings` says why, or else the text."""

    def __init__(self, text: str, findings: List[Finding]):
        super().__init__(text or "; ".join(f"{f.path or '-'}: {f.text} [{f.code}]"
                                           for f in findings[:3]) or "refused")
        self.findings = findings


@dataclass
class Result:
    """A verdict: "valid", "invalid", or "undetermined" when it could not be judged."""

    verdict: str
    message: Optional[str]      # "WMO301"; None: not recognised
    release: Optional[str]      # "3.2"
    findings: List[Finding] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        return self.verdict == "valid"


@dataclass
class Allocation:
    """What a provider has to do for one allocation of a 301."""

    toewijzingnummer: int
    outcome: str        # "NEW_CLIENT", "IN_CARE"...; `iwmo intake` explains them
    intake: str         # "full", "renewed", "short", "none"
    opens: bool         # an intake was opened, or one that is open got a reason more


@dataclass
class Booked:
    """What became of a message in the books."""

    booking: str                    # "processed", "refused", "duplicate", "sent"...
    codes: List[str]                # retourcodes of the answer
    answer_name: Optional[str]      # of the file that goes back; None: there is none
    answer: Optional[bytes]
    findings: List[Finding]
    allocations: List[Allocation]


# ---- the library ----

class _Settings(_c.Structure):
    _fields_ = [("size", _c.c_size_t), ("today", _c.c_char_p), ("language", _c.c_char_p),
                ("show_values", _c.c_int), ("ledger", _c.c_char_p), ("key", _c.c_char_p),
                ("new_ledger", _c.c_int), ("role", _c.c_char_p),
                ("taakgericht", _c.c_int), ("gemeenten", _c.c_char_p),
                ("agb", _c.c_char_p), ("producten", _c.c_char_p),
                ("contracten", _c.c_char_p), ("organisatie", _c.c_char_p),
                ("afspraken", _c.c_char_p)]


class _Finding(_c.Structure):
    _fields_ = [("code", _c.c_char_p), ("retourcode", _c.c_char_p), ("text", _c.c_char_p),
                ("path", _c.c_char_p), ("line", _c.c_uint64), ("column", _c.c_uint64),
                ("offset", _c.c_uint64), ("is_warning", _c.c_int)]


class _Allocation(_c.Structure):
    _fields_ = [("toewijzingnummer", _c.c_int64), ("outcome", _c.c_char_p),
                ("intake", _c.c_char_p), ("opens", _c.c_int)]


def _open() -> _c.CDLL:
    lib = _c.CDLL(_os.environ.get("LIBIWMO", "libiwmo.so.0"))
    p, s, z, i = _c.c_void_p, _c.c_char_p, _c.c_size_t, _c.c_int
    for name, result, arguments in (
            ("version", s, ()),
            ("start", None, ()),
            ("checker_new_with", p, (p, s)),
            ("check_file", i, (p, s)),
            ("check_bytes", i, (p, s, s, z)),
            ("checker_message", s, (p,)),
            ("checker_release", s, (p,)),
            ("checker_finding", i, (p, z, p)),
            ("checker_free", None, (p,)),
            ("maker_new", p, (p, s)),
            ("maker_answer", i, (p, s, s, z, s)),
            ("maker_to_json", i, (p, s, s, z)),
            ("maker_make", i, (p, s, s, s, s)),
            ("maker_bytes", p, (p, p)),
            ("maker_error", s, (p,)),
            ("maker_finding", i, (p, z, p)),
            ("maker_free", None, (p,)),
            ("bookkeeper_new", p, (p, s)),
            ("bookkeeper_receive", s, (p, s, s, z, s)),
            ("bookkeeper_send", s, (p, s, s, z, s)),
            ("bookkeeper_error", s, (p,)),
            ("bookkeeper_codes", s, (p,)),
            ("bookkeeper_answer", s, (p, p, p)),
            ("bookkeeper_intake", i, (p, z, p)),
            ("bookkeeper_finding", i, (p, z, p)),
            ("bookkeeper_free", None, (p,))):
        function = getattr(lib, "iwmo_" + name)
        function.restype, function.argtypes = result, arguments
    lib.iwmo_start()
    return lib


_lib = _open()


def version() -> str:
    """Of the library, "0.1.0"."""
    return _lib.iwmo_version().decode()


# ---- one object of the library ----

def _text(value) -> Optional[bytes]:
    if value is None:
        return None
    if isinstance(value, _datetime.date):
        return value.isoformat().encode()
    return _os.fsencode(value)


class _Handle:
    """An object of the library, freed when it is done with."""

    _kind = ""

    def __init__(self, **settings):
        numbers = ("show_values", "new_ledger", "taakgericht")
        known = {name for name, _ in _Settings._fields_} - {"size"}
        for name in settings:
            if name not in known:
                raise TypeError(f"no setting {name!r}")
        whole = _Settings(size=_c.sizeof(_Settings), **{
            name: int(value) if name in numbers else _text(value)
            for name, value in settings.items()})
        error = _c.create_string_buffer(_ERROR_SIZE)
        self._at = None
        self._at = self._call("new_with" if self._kind == "checker" else "new",
                              _c.byref(whole), error, handle=False)
        if not self._at:
            raise Error(error.value.decode(errors="replace"))

    def _call(self, name, *arguments, handle=True):
        function = getattr(_lib, f"iwmo_{self._kind}_{name}")
        if not handle:
            return function(*arguments)
        if self._at is None:
            raise Error("closed")
        return function(self._at, *arguments)

    def findings(self) -> List[Finding]:
        found, row = [], _Finding()
        while self._call("finding", len(found), _c.byref(row)):
            found.append(Finding(row.code.decode(), row.retourcode.decode(),
                                 (row.text or b"").decode(errors="replace"),
                                 (row.path or b"").decode(errors="replace"),
                                 row.line, row.column, row.offset, bool(row.is_warning)))
        return found

    def close(self) -> None:
        """Free it; a second time does nothing."""
        at, self._at = self._at, None
        if at:
            getattr(_lib, f"iwmo_{self._kind}_free")(at)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_at", None):
            self.close()


def _source(message: Message, name: Optional[str]):
    """What a call takes: name, bytes (None: the file of that name) and their number."""
    if isinstance(message, bytes):
        return _text(name or "bytes"), message, len(message)
    return _text(message), None, 0


class _Checker(_Handle):
    _kind = "checker"


class _Maker(_Handle):
    _kind = "maker"

    def made(self, outcome: int) -> bytes:
        size = _c.c_size_t()
        if outcome < 0:
            raise Error(self._call("error").decode(errors="replace"))
        if outcome > 0:
            raise Refused(self._call("error").decode(errors="replace"), self.findings())
        return _c.string_at(self._call("bytes", _c.byref(size)), size.value)


# ---- calls ----

def check(message: Message, *, name: Optional[str] = None, today=None,
          language: str = "nl", show_values: bool = False) -> Result:
    """Judge a message by structure and rules.

    `name`: what findings call bytes.  `today`: a date or "2026-01-05" (default: now).
    """
    with _Checker(today=today, language=language, show_values=show_values) as checker:
        path, content, size = _source(message, name)
        verdict = (_lib.iwmo_check_file(checker._at, path) if content is None else
                   _lib.iwmo_check_bytes(checker._at, path, content, size))
        if verdict < 0:
            raise Error("out of memory")
        kind, release = checker._call("message"), checker._call("release")
        return Result(_VERDICTS[verdict], kind and kind.decode(),
                      release and release.decode(), checker.findings())


def answer(message: Message, decisions: Optional[List[Dict]] = None, *,
           name: Optional[str] = None, today=None, language: str = "nl") -> bytes:
    """The retour message, or the answer to a declaration; XML.

    `decisions`: what a back-office says, [{"code": "9019", "key": {"ToewijzingNummer":
    "101"}}].  Raises Refused when there is no answer: the message does not obey the
    schema, or is an answer itself.
    """
    with _Maker(today=today, language=language) as maker:
        said = None if decisions is None else _json.dumps(decisions).encode()
        return maker.made(maker._call("answer", *_source(message, name), said))


def to_json(message: Message, *, name: Optional[str] = None,
            language: str = "nl") -> Dict:
    """The JSON form of a message that obeys the schema, as a dict; else Refused."""
    with _Maker(language=language) as maker:
        return _json.loads(maker.made(maker._call("to_json", *_source(message, name))))


def make(message: Optional[str], data: Dict, *, release: Optional[str] = None,
         identificatie: Optional[str] = None, today=None, language: str = "nl") -> bytes:
    """A valid message, XML, from its JSON form.

    `message` "WMO305": what can be derived may be left out of `data`, the header's
    fixed parts among it; None: `data` is a whole message, as to_json() gives it.
    Raises Refused when it would not be valid: the findings name each fault.
    """
    with _Maker(today=today, language=language) as maker:
        return maker.made(maker._call("make", _text(message), _text(release),
                                      _json.dumps(data).encode(), _text(identificatie)))


class Bookkeeper(_Handle):
    """A ledger: each message is checked against all that came before, and on disk when
    the call returns.

    Settings: `ledger`, `key` (paths), `new_ledger`, `today`, `language`, `show_values`,
    `role` ("gemeente" or "aanbieder"), `taakgericht`, and CSV files `gemeenten`, `agb`,
    `producten`, `contracten`, `organisatie`, `afspraken`.  Close it, or use it in a `with`.
    """

    _kind = "bookkeeper"

    def receive(self, message: Message, *, name: Optional[str] = None,
                reference: Optional[str] = None) -> Booked:
        """A message that came in.  `reference`: of the transport (default: the name), by
        which a delivery that comes twice is known again."""
        return self._book("receive", message, name, reference)

    def send(self, message: Message, *, name: Optional[str] = None,
             reference: Optional[str] = None) -> Booked:
        """A message that goes out: refused when the receiver would refuse it."""
        return self._book("send", message, name, reference)

    def _book(self, way, message, name, reference) -> Booked:
        became = self._call(way, *_source(message, name), _text(reference))
        if became is None:
            raise Error(self._call("error").decode(errors="replace"))
        at, size = _c.c_void_p(), _c.c_size_t()
        answer_name = self._call("answer", _c.byref(at), _c.byref(size))
        return Booked(became.decode(), self._call("codes").decode().split(),
                      answer_name and answer_name.decode(),
                      _c.string_at(at, size.value) if at.value else None,
                      self.findings(), self._allocations())

    def _allocations(self) -> List[Allocation]:
        found, row = [], _Allocation()
        while self._call("intake", len(found), _c.byref(row)):
            found.append(Allocation(row.toewijzingnummer, row.outcome.decode(),
                                    row.intake.decode(), bool(row.opens)))
        return found
