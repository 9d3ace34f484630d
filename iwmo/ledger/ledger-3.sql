-- Schema version 3: what is asked of a number or a client is found by kind and day, and
-- what was declared on a number is kept added up.  Kinds: 1 TOEWIJZING, 11 PRESTATIE;
-- uitkomst 2: AFGEWEZEN; states 1, 2, 6 and 7: those that count.
DROP INDEX IF EXISTS record_toewijzing;
DROP INDEX IF EXISTS record_client;
CREATE INDEX IF NOT EXISTS record_by_client ON record (client, kind)
    WHERE client IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_by_number ON record (side, gemeente, nummer)
    WHERE kind <> 11;
CREATE INDEX IF NOT EXISTS record_line ON record (side, gemeente, nummer, begin_day)
    WHERE kind = 11;
CREATE INDEX IF NOT EXISTS record_by_end ON record
    (client, coalesce(eind_day, 2147483647)) WHERE kind = 1;

-- Debits less credits of lines that count and were not rejected, by unit.  The triggers
-- keep it, so it is never more or less than the sum of its lines.
CREATE TABLE IF NOT EXISTS declared (
    side INTEGER NOT NULL,
    gemeente TEXT NOT NULL,
    nummer INTEGER NOT NULL,
    aanbieder TEXT NOT NULL,
    eenheid TEXT NOT NULL,
    lines INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY (side, gemeente, nummer, aanbieder, eenheid)
) WITHOUT ROWID;
DELETE FROM declared;
INSERT INTO declared
    SELECT r.side, r.gemeente, r.nummer, r.aanbieder, r.eenheid, count(*),
        coalesce(sum(CASE r.status WHEN 'C' THEN -r.volume ELSE r.volume END), 0),
        coalesce(sum(r.bedrag), 0)
    FROM record r JOIN entry e ON e.id = r.message
    WHERE r.kind = 11 AND r.uitkomst <> 2 AND r.nummer IS NOT NULL
        AND e.state IN (1, 2, 6, 7)
    GROUP BY r.side, r.gemeente, r.nummer, r.aanbieder, r.eenheid;

CREATE TRIGGER IF NOT EXISTS declared_line AFTER INSERT ON record
WHEN NEW.kind = 11 AND NEW.uitkomst <> 2 AND NEW.nummer IS NOT NULL
    AND (SELECT state FROM entry WHERE id = NEW.message) IN (1, 2, 6, 7)
BEGIN
    INSERT INTO declared VALUES (NEW.side, NEW.gemeente, NEW.nummer, NEW.aanbieder,
        NEW.eenheid, 1,
        coalesce(CASE NEW.status WHEN 'C' THEN -NEW.volume ELSE NEW.volume END, 0),
        coalesce(NEW.bedrag, 0))
    ON CONFLICT DO UPDATE SET lines = lines + 1, volume = volume + excluded.volume,
        cents = cents + excluded.cents;
END;
CREATE TRIGGER IF NOT EXISTS declared_line_gone AFTER DELETE ON record
WHEN OLD.kind = 11 AND OLD.uitkomst <> 2 AND OLD.nummer IS NOT NULL
    AND (SELECT state FROM entry WHERE id = OLD.message) IN (1, 2, 6, 7)
BEGIN
    UPDATE declared SET lines = lines - 1,
        volume = volume
            - coalesce(CASE OLD.status WHEN 'C' THEN -OLD.volume ELSE OLD.volume END, 0),
        cents = cents - coalesce(OLD.bedrag, 0)
    WHERE side = OLD.side AND gemeente = OLD.gemeente AND nummer = OLD.nummer
        AND aanbieder = OLD.aanbieder AND eenheid = OLD.eenheid;
    DELETE FROM declared WHERE side = OLD.side AND gemeente = OLD.gemeente
        AND nummer = OLD.nummer AND aanbieder = OLD.aanbieder
        AND eenheid = OLD.eenheid AND lines = 0;
END;
CREATE TRIGGER IF NOT EXISTS declared_line_decided AFTER UPDATE OF uitkomst ON record
WHEN NEW.kind = 11 AND NEW.nummer IS NOT NULL
    AND (OLD.uitkomst = 2) <> (NEW.uitkomst = 2)
    AND (SELECT state FROM entry WHERE id = NEW.message) IN (1, 2, 6, 7)
BEGIN
    INSERT INTO declared VALUES (NEW.side, NEW.gemeente, NEW.nummer, NEW.aanbieder,
        NEW.eenheid, iif(NEW.uitkomst = 2, -1, 1),
        iif(NEW.uitkomst = 2, -1, 1)
            * coalesce(CASE NEW.status WHEN 'C' THEN -NEW.volume ELSE NEW.volume END, 0),
        iif(NEW.uitkomst = 2, -1, 1) * coalesce(NEW.bedrag, 0))
    ON CONFLICT DO UPDATE SET lines = lines + excluded.lines,
        volume = volume + excluded.volume, cents = cents + excluded.cents;
END;
CREATE TRIGGER IF NOT EXISTS declared_message AFTER UPDATE OF state ON entry
WHEN (OLD.state IN (1, 2, 6, 7)) <> (NEW.state IN (1, 2, 6, 7))
BEGIN
    INSERT INTO declared
        SELECT r.side, r.gemeente, r.nummer, r.aanbieder, r.eenheid,
            iif(NEW.state IN (1, 2, 6, 7), 1, -1) * count(*),
            iif(NEW.state IN (1, 2, 6, 7), 1, -1) * coalesce(
                sum(CASE r.status WHEN 'C' THEN -r.volume ELSE r.volume END), 0),
            iif(NEW.state IN (1, 2, 6, 7), 1, -1) * coalesce(sum(r.bedrag), 0)
        FROM record r
        WHERE r.id BETWEEN NEW.id * 16777216 AND NEW.id * 16777216 + 16777215
            AND r.kind = 11 AND r.uitkomst <> 2 AND r.nummer IS NOT NULL
        GROUP BY r.side, r.gemeente, r.nummer, r.aanbieder, r.eenheid
    ON CONFLICT DO UPDATE SET lines = lines + excluded.lines,
        volume = volume + excluded.volume, cents = cents + excluded.cents;
END;

-- An answer that came before its message is found by what it is about.
CREATE INDEX IF NOT EXISTS entry_about ON entry (about) WHERE about IS NOT NULL;
