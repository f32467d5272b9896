-- Which documents' collections came back is asked for each that is told of, printed or sent.
CREATE INDEX debit_came_back ON debit (document) WHERE state = 3;
