-- Billing at head office. What follows from the journal of documents and money comes first; then what is
-- known of customers, plans and subscriptions; then usage; then how far bill runs have come.
-- Figures finer than money stand as exact decimals in text.

CREATE TABLE document (
  entry         {i64}   NOT NULL PRIMARY KEY,
  document      {bytes} NOT NULL UNIQUE,
  kind          {i64}   NOT NULL,
  number        {text}  NOT NULL UNIQUE,
  series        {text}  NOT NULL,
  account       {bytes} NOT NULL,
  run           {bytes} NOT NULL,
  currency      {text}  NOT NULL,
  issued_on     {i64}   NOT NULL,
  due_on        {i64}   NOT NULL,
  lines         {i64}   NOT NULL,
  net_minor     {i64}   NOT NULL,
  tax_minor     {i64}   NOT NULL,
  payable_minor {i64}   NOT NULL,
  corrects      {bytes}
) {strict};
CREATE INDEX document_by_account ON document (account, issued_on);
CREATE INDEX document_by_day ON document (issued_on);
CREATE INDEX document_by_run ON document (run);

CREATE TABLE document_line (
  entry        {i64}   NOT NULL,
  line         {i64}   NOT NULL,
  item         {bytes} NOT NULL UNIQUE,
  kind         {i64}   NOT NULL,
  account      {bytes} NOT NULL,
  subscription {bytes},
  plan         {text}  NOT NULL,
  version      {i64}   NOT NULL,
  phase        {i64}   NOT NULL,
  charge       {text}  NOT NULL,
  from_day     {i64}   NOT NULL,
  to_day       {i64}   NOT NULL,
  revision     {i64}   NOT NULL,
  quantity     {text}  NOT NULL,
  net_minor    {i64}   NOT NULL,
  tax_minor    {i64}   NOT NULL,
  of_item      {bytes},
  PRIMARY KEY (entry, line)
) {strict, without_rowid};
-- Nothing is billed twice, whoever tries.
CREATE UNIQUE INDEX document_line_once
  ON document_line (subscription, charge, from_day, kind, revision, plan, version, phase)
  WHERE subscription IS NOT NULL;
CREATE INDEX document_line_of ON document_line (of_item) WHERE of_item IS NOT NULL;

CREATE TABLE payment (
  entry        {i64}   NOT NULL PRIMARY KEY,
  payment      {bytes} NOT NULL UNIQUE,
  account      {bytes} NOT NULL,
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  method       {text}  NOT NULL,
  reference    {text}  NOT NULL,
  external_id  {text}  NOT NULL,
  received_on  {i64}   NOT NULL
) {strict};
CREATE INDEX payment_by_account ON payment (account, received_on);
CREATE UNIQUE INDEX payment_by_external_id ON payment (external_id) WHERE external_id <> '';

CREATE TABLE ledger (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  account      {bytes} NOT NULL,
  book         {i64}   NOT NULL,
  on_day       {i64}   NOT NULL,
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  about        {bytes} NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};

CREATE INDEX ledger_about ON ledger (about);
CREATE INDEX ledger_of_account ON ledger (account, on_day) WHERE book = 1;

CREATE TABLE allocation (
  from_item    {bytes} NOT NULL,
  to_item      {bytes} NOT NULL,
  amount_minor {i64}   NOT NULL,
  PRIMARY KEY (from_item, to_item)
) {strict, without_rowid};
CREATE INDEX allocation_to ON allocation (to_item);

CREATE TABLE open_item (
  about      {bytes} NOT NULL PRIMARY KEY,
  account    {bytes} NOT NULL,
  currency   {text}  NOT NULL,
  due_on     {i64}   NOT NULL,
  open_minor {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX open_item_of_account ON open_item (account) WHERE open_minor <> 0;
CREATE INDEX open_item_by_day ON open_item (due_on) WHERE open_minor <> 0;

-- Reference tables ---------------------------------------------------------------------------------

-- A person or an organisation. What is personal stands here and nowhere else but sealed.
CREATE TABLE party (
  party      {bytes} NOT NULL PRIMARY KEY,
  number     {text}  NOT NULL UNIQUE,
  kind       {i64}   NOT NULL,
  name       {text}  NOT NULL,
  street     {text}  NOT NULL,
  postcode   {text}  NOT NULL,
  city       {text}  NOT NULL,
  region     {text}  NOT NULL,
  country    {text}  NOT NULL,
  email      {text}  NOT NULL,
  phone      {text}  NOT NULL,
  tax_number {text}  NOT NULL,
  language   {text}  NOT NULL,
  search     {text}  NOT NULL,
  changed_at {i64}   NOT NULL
) {strict};

-- bill_day 0: that of the first paid phase. next_bill_on: the day of the next bill; none known: null.
-- version: another one after anything that its next bill depends on has changed, or was billed.
CREATE TABLE billing_account (
  account      {bytes} NOT NULL PRIMARY KEY,
  number       {text}  NOT NULL UNIQUE,
  party        {bytes} NOT NULL REFERENCES party (party),
  payer        {bytes} REFERENCES billing_account (account),
  currency     {text}  NOT NULL,
  zone         {text}  NOT NULL,
  bill_day     {i64}   NOT NULL,
  terms_days   {i64}   NOT NULL,
  tax_profile  {i64}   NOT NULL,
  delivery     {i64}   NOT NULL,
  grace_days   {i64}   NOT NULL,
  opened_at    {i64}   NOT NULL,
  version      {i64}   NOT NULL,
  next_bill_on {i64}
) {strict};
CREATE INDEX billing_account_of_party ON billing_account (party);
CREATE INDEX billing_account_of_payer ON billing_account (payer) WHERE payer IS NOT NULL;
CREATE INDEX billing_account_due ON billing_account (next_bill_on, account);

-- A version of a plan, as it was published: it is never changed.
CREATE TABLE plan (
  code     {text} NOT NULL,
  version  {i64}  NOT NULL,
  name     {text} NOT NULL,
  currency {text} NOT NULL,
  content  {text} NOT NULL,
  made_at  {i64}  NOT NULL,
  PRIMARY KEY (code, version)
) {strict, without_rowid};

CREATE TABLE subscription (
  subscription {bytes} NOT NULL PRIMARY KEY,
  number       {text}  NOT NULL UNIQUE,
  account      {bytes} NOT NULL REFERENCES billing_account (account),
  base         {bytes} REFERENCES subscription (subscription),
  made_at      {i64}   NOT NULL
) {strict};
CREATE INDEX subscription_of_account ON subscription (account);

-- What became of it, in the order in which it takes effect.
CREATE TABLE subscription_act (
  subscription {bytes} NOT NULL REFERENCES subscription (subscription),
  position     {i64}   NOT NULL,
  act          {i64}   NOT NULL,
  at           {i64}   NOT NULL,
  plan         {text}  NOT NULL,
  version      {i64}   NOT NULL,
  phases_from  {i64}   NOT NULL,
  anchor_day   {i64}   NOT NULL,
  noted_at     {i64}   NOT NULL,
  noted_by     {text}  NOT NULL,
  PRIMARY KEY (subscription, position)
) {strict, without_rowid};

-- Whose usage a meter, a telephone number or a user counts, from an instant on.
CREATE TABLE service_point (
  code         {text}  NOT NULL,
  from_at      {i64}   NOT NULL,
  subscription {bytes} NOT NULL REFERENCES subscription (subscription),
  PRIMARY KEY (code, from_at)
) {strict, without_rowid};
CREATE INDEX service_point_of ON service_point (subscription);

-- Usage --------------------------------------------------------------------------------------------

-- A record never changes, but that it may be voided. Batches are numbered under one locked row, so
-- that whoever bills knows whether any came since it looked.
CREATE TABLE usage_record (
  source              {text}  NOT NULL,
  id                  {text}  NOT NULL,
  subscription        {bytes} NOT NULL,
  meter               {text}  NOT NULL,
  event_at            {i64}   NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  received_at         {i64}   NOT NULL,
  batch               {i64}   NOT NULL,
  voided_at           {i64},
  PRIMARY KEY (source, id)
) {strict, without_rowid};
CREATE INDEX usage_of ON usage_record (subscription, meter, event_at);

CREATE TABLE usage_head (
  usage_head {i64} NOT NULL PRIMARY KEY,
  batch      {i64} NOT NULL
) {strict};
INSERT INTO usage_head (usage_head, batch) VALUES (1, 0);

-- Up to which instant usage was billed: each meter that ever counted has its row, at first from the
-- beginning of time. And what came in behind that, or was voided.
CREATE TABLE usage_billed (
  subscription {bytes} NOT NULL,
  meter        {text}  NOT NULL,
  until_at     {i64}   NOT NULL,
  PRIMARY KEY (subscription, meter)
) {strict, without_rowid};
CREATE TABLE usage_late (
  subscription {bytes} NOT NULL,
  meter        {text}  NOT NULL,
  event_at     {i64}   NOT NULL,
  PRIMARY KEY (subscription, meter, event_at)
) {strict, without_rowid};

-- Bill runs: working tables -------------------------------------------------------------------------

-- A journal of head office's own, written by whoever has its key and holds this row.
CREATE TABLE stream (
  number    {i64}   NOT NULL PRIMARY KEY,
  head_seq  {i64}   NOT NULL,
  head_hash {bytes} NOT NULL
) {strict};

CREATE TABLE number_series (
  series {text} NOT NULL PRIMARY KEY,
  last   {i64}  NOT NULL
) {strict, without_rowid};

CREATE TABLE bill_run (
  run         {bytes} NOT NULL PRIMARY KEY,
  as_of       {i64}   NOT NULL,
  started_at  {i64}   NOT NULL,
  finished_at {i64},
  state       {i64}   NOT NULL,
  accounts    {i64}   NOT NULL,
  billed      {i64}   NOT NULL,
  parked      {i64}   NOT NULL,
  noted_by    {text}  NOT NULL
) {strict};
CREATE INDEX bill_run_by_start ON bill_run (started_at);

CREATE TABLE bill_parked (
  account {bytes} NOT NULL PRIMARY KEY,
  run     {bytes} NOT NULL,
  at      {i64}   NOT NULL,
  reason  {text}  NOT NULL
) {strict};
