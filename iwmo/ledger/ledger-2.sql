-- Schema version 2: how an intake was closed, and by which message.
ALTER TABLE intake ADD COLUMN closing TEXT;
ALTER TABLE intake ADD COLUMN settled INTEGER REFERENCES entry (id);
