-- Any part of a word from three characters on. The texts are folded before they come here.
CREATE VIRTUAL TABLE item_trigram USING fts5 (
  search_text, content = 'item', content_rowid = 'id', columnsize = 0,
  tokenize = 'trigram case_sensitive 1'
);
-- The starts of words, and pairs of neighbouring Han, kana and Hangul, for one and two characters.
CREATE VIRTUAL TABLE item_start USING fts5 (
  starts, content = '', columnsize = 0, detail = none, prefix = '1 2',
  tokenize = 'unicode61 remove_diacritics 0 categories ''L* M* N* P* S* Co'''
);
