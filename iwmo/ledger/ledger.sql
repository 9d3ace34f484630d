-- The ledger, schema version 1.
--
-- What is absent is NULL.  Days count from 1970-01-01, amounts are eurocents, numbers of
-- states, sides and kinds are those of model/history.h and model/record.h: never reuse
-- one.  Keys (BLOB of 16) are pseudonyms.  Columns are those of ledger/columns.c.
-- Portable, but for the two triggers at the end.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY, -- 'ledger': its number; 'key': of which key file
    value BLOB NOT NULL
);

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    side INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    state INTEGER NOT NULL,
    message TEXT NOT NULL,
    release TEXT NOT NULL,
    afzender TEXT NOT NULL,
    ontvanger TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    aanbieder TEXT NOT NULL,
    identificatie BLOB,
    about BLOB,
    client BLOB,
    reference BLOB,
    file BLOB,
    content BLOB,
    dagtekening INTEGER,
    day INTEGER,
    answer INTEGER REFERENCES entry (id),
    xsd_versie TEXT NOT NULL,
    codes TEXT NOT NULL,
    verdict TEXT
);
CREATE INDEX entry_identificatie ON entry (identificatie) WHERE identificatie IS NOT NULL;
CREATE INDEX entry_content ON entry (content) WHERE content IS NOT NULL;
CREATE INDEX entry_file ON entry (file) WHERE file IS NOT NULL;
CREATE INDEX entry_client ON entry (client) WHERE client IS NOT NULL;

-- id = message * 2^24 + ordinal: the records of a message stand together, in order.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES entry (id),
    side INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    uitkomst INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    parent INTEGER,
    client BLOB,
    gemeente TEXT NOT NULL,
    aanbieder TEXT NOT NULL,
    nummer INTEGER,
    categorie TEXT NOT NULL,
    code TEXT NOT NULL,
    begin_day INTEGER,
    eind_day INTEGER,
    ingang_day INTEGER,
    volume INTEGER,
    eenheid TEXT NOT NULL,
    frequentie TEXT NOT NULL,
    budget INTEGER,
    tarief INTEGER,
    has_bedrag INTEGER NOT NULL,
    bedrag INTEGER,
    ingediend INTEGER,
    moment INTEGER,
    reden TEXT NOT NULL,
    status TEXT,
    referentie BLOB,
    vorig BLOB,
    retourcodes TEXT NOT NULL
);
CREATE INDEX record_toewijzing ON record (side, gemeente, nummer);
CREATE INDEX record_client ON record (client) WHERE client IS NOT NULL;
CREATE INDEX record_referentie ON record (referentie) WHERE referentie IS NOT NULL;
CREATE INDEX record_vorig ON record (vorig) WHERE vorig IS NOT NULL;
CREATE INDEX record_declaratie ON record (gemeente, aanbieder, begin_day) WHERE kind = 10;

-- Bytes of a message, in pieces: AES-256-GCM.
CREATE TABLE sealed (
    message INTEGER NOT NULL REFERENCES entry (id),
    name TEXT NOT NULL,
    piece INTEGER NOT NULL, -- from 0
    version INTEGER NOT NULL, -- of the secret in the key file
    mark BLOB NOT NULL, -- nonce and tag
    bytes BLOB NOT NULL,
    PRIMARY KEY (message, name, piece)
);

CREATE TABLE intake (
    id INTEGER PRIMARY KEY,
    client BLOB,
    aanbieder TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    is_needed INTEGER NOT NULL,
    strength TEXT,
    outcome TEXT NOT NULL,
    categorie TEXT NOT NULL,
    opened INTEGER,
    closed INTEGER,
    message INTEGER REFERENCES entry (id)
);
CREATE INDEX intake_client ON intake (client, aanbieder);
CREATE INDEX intake_aanbieder ON intake (aanbieder);
-- At most one open intake for a client in a client file.
CREATE UNIQUE INDEX intake_open ON intake (client, aanbieder)
    WHERE is_open = 1 AND client IS NOT NULL;

CREATE TABLE intake_link (
    intake INTEGER NOT NULL REFERENCES intake (id),
    gemeente TEXT NOT NULL,
    nummer INTEGER NOT NULL,
    PRIMARY KEY (intake, gemeente, nummer)
);

CREATE TABLE intake_note (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES entry (id),
    record INTEGER,
    outcome TEXT NOT NULL,
    strength TEXT,
    intake INTEGER REFERENCES intake (id),
    because INTEGER REFERENCES entry (id)
);
CREATE INDEX intake_note_message ON intake_note (message);
CREATE INDEX intake_note_intake ON intake_note (intake) WHERE intake IS NOT NULL;

-- No message traffic about these clients (OP003).
CREATE TABLE blocked (
    client BLOB NOT NULL PRIMARY KEY,
    day INTEGER
);

-- Append only; each row's hash is over the hash of the row before it and its own content.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    day INTEGER,
    subject INTEGER, -- an entry or an intake
    detail TEXT NOT NULL,
    digest BLOB, -- SHA-256 of what it is about, as it then became
    hash BLOB NOT NULL
);
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
