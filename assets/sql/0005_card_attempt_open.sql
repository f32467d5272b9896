-- Card payments that are not over are looked for at each start: asked, approved, unknown, booked.
CREATE INDEX card_attempt_open ON card_attempt (state, entry) WHERE state IN (0, 1, 3, 4);
