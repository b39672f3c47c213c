-- Somebody of a support body may sign in to its desk with an account. Of which body: its id in the directory; nothing for everybody else.
ALTER TABLE staff ADD COLUMN body TEXT;

-- Whose account opened the desk, and by which stamp: it closes with the account. Nothing where a link and a code opened it.
ALTER TABLE desk_session ADD COLUMN staff TEXT;
ALTER TABLE desk_session ADD COLUMN staff_stamp TEXT;
