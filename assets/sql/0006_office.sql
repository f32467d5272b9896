-- Head office: who may send, how far each journal has come, and what could not be taken as it was.

-- One row, at head office alone. The epoch is a ULID, another one after the database was restored;
-- tokens are sealed with the secret; `journals` is the highest number that a journal was given.
CREATE TABLE office (
  office   {i64}   NOT NULL PRIMARY KEY,
  epoch    {bytes} NOT NULL,
  secret   {bytes} NOT NULL,
  journals {i64}   NOT NULL
) {strict};

CREATE TABLE branch (
  code     {text} NOT NULL PRIMARY KEY,
  name     {text} NOT NULL,
  added_at {i64}  NOT NULL
) {strict};

-- A till that has joined: a key, and the place it sells at. One that joins anew is a further row.
CREATE TABLE terminal (
  terminal       {bytes} NOT NULL PRIMARY KEY,
  branch         {text}  NOT NULL REFERENCES branch (code),
  code           {text}  NOT NULL,
  public_key     {bytes} NOT NULL UNIQUE,
  program        {text}  NOT NULL,
  enrolled_at    {i64}   NOT NULL,
  revoked_at     {i64},
  seen_at        {i64}   NOT NULL,
  clock_error_ms {i64}   NOT NULL
) {strict};
CREATE INDEX terminal_by_place ON terminal (branch, code);

-- A code is given to people; here stands its hash alone.
CREATE TABLE enrol_code (
  hash       {bytes} NOT NULL PRIMARY KEY,
  branch     {text}  NOT NULL REFERENCES branch (code),
  code       {text}  NOT NULL,
  made_at    {i64}   NOT NULL,
  expires_at {i64}   NOT NULL,
  used_by    {bytes}
) {strict};

-- The head of each journal that is sent here. Whoever adds to a journal holds its row.
CREATE TABLE sent_journal (
  number      {i64}   NOT NULL PRIMARY KEY,
  journal     {bytes} NOT NULL UNIQUE,
  public_key  {bytes} NOT NULL,
  terminal    {bytes} NOT NULL REFERENCES terminal (terminal),
  head_seq    {i64}   NOT NULL,
  head_hash   {bytes} NOT NULL,
  received_at {i64}   NOT NULL
) {strict};

-- When entries were received: one row a batch.
CREATE TABLE sent_batch (
  number      {i64}   NOT NULL,
  first_seq   {i64}   NOT NULL,
  last_seq    {i64}   NOT NULL,
  received_at {i64}   NOT NULL,
  terminal    {bytes} NOT NULL,
  PRIMARY KEY (number, first_seq)
) {strict, without_rowid};

-- Entries that are kept, but from which no rows follow yet.
CREATE TABLE parked_entry (
  entry       {i64}  NOT NULL PRIMARY KEY,
  reason      {i64}  NOT NULL,
  detail      {text} NOT NULL,
  received_at {i64}  NOT NULL
) {strict};

-- A journal that was continued in two ways: the second one to come is kept whole beside the books.
-- It branches off behind `after_seq` and has come as far as its head.
CREATE TABLE fork (
  fork      {i64}   NOT NULL PRIMARY KEY,
  number    {i64}   NOT NULL,
  terminal  {bytes} NOT NULL,
  found_at  {i64}   NOT NULL,
  after_seq {i64}   NOT NULL,
  head_seq  {i64}   NOT NULL,
  head_hash {bytes} NOT NULL
) {strict};
CREATE INDEX fork_by_journal ON fork (number, fork);

CREATE TABLE fork_entry (
  fork      {i64}   NOT NULL,
  seq       {i64}   NOT NULL,
  at        {i64}   NOT NULL,
  kind      {i64}   NOT NULL,
  version   {i64}   NOT NULL,
  payload   {bytes} NOT NULL,
  hash      {bytes} NOT NULL,
  signature {bytes},
  PRIMARY KEY (fork, seq)
) {strict};

CREATE TABLE fork_attachment (
  fork  {i64}   NOT NULL,
  seq   {i64}   NOT NULL,
  hash  {bytes} NOT NULL,
  salt  {bytes} NOT NULL,
  bytes {bytes} NOT NULL,
  PRIMARY KEY (fork, seq, hash)
) {strict};

-- At a till: the head office it has joined, if it has (one row), and how far each of its journals is
-- known to have come there. Working tables: the office's own answers are what counts.
CREATE TABLE head_office (
  head_office {i64}   NOT NULL PRIMARY KEY,
  url         {text}  NOT NULL,
  pin         {text}  NOT NULL,
  terminal    {bytes} NOT NULL,
  public_key  {bytes} NOT NULL,
  epoch       {bytes} NOT NULL,
  joined_at   {i64}   NOT NULL
) {strict};

CREATE TABLE sync_cursor (
  number    {i64}   NOT NULL PRIMARY KEY,
  seq       {i64}   NOT NULL,
  hash      {bytes} NOT NULL,
  parked    {i64}   NOT NULL,
  set_aside {i64}   NOT NULL
) {strict};

-- What is sealed beside entries is sent with them.
CREATE INDEX attachment_by_entry ON attachment (entry);
