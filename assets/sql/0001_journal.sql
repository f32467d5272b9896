-- The journals, and the tables that follow from them alone. An entry's key is
--   entry = journal number * 2^40 + seq
-- one integer, so that whatever belongs to an entry is found by one look-up in one tree and
-- appended at its end. Amounts are in minor units of the row's currency ("GBP2": code, exponent),
-- dates in days and instants in milliseconds since 1970-01-01. A ULID is its 16 bytes; none is zeros.

CREATE TABLE journal (
  id          {i64}   NOT NULL PRIMARY KEY,
  journal     {bytes} NOT NULL UNIQUE,
  started_at  {i64}   NOT NULL,
  branch      {text}  NOT NULL,
  terminal    {text}  NOT NULL,
  series      {text}  NOT NULL,
  public_key  {bytes} NOT NULL,
  currency    {text}  NOT NULL,
  zone        {text}  NOT NULL,
  program     {text}  NOT NULL,
  predecessor {bytes}
) {strict};

CREATE TABLE journal_entry (
  entry     {i64}   NOT NULL PRIMARY KEY,
  at        {i64}   NOT NULL,
  kind      {i64}   NOT NULL,
  version   {i64}   NOT NULL,
  payload   {bytes} NOT NULL,
  hash      {bytes} NOT NULL,
  signature {bytes}
) {strict};

-- Personal data that an entry names by hash; gone once it is erased.
CREATE TABLE attachment (
  hash  {bytes} NOT NULL PRIMARY KEY,
  entry {i64}   NOT NULL,
  salt  {bytes} NOT NULL,
  bytes {bytes} NOT NULL
) {strict};

-- Tickets -----------------------------------------------------------------------------------------

CREATE TABLE sale (
  entry           {i64}   NOT NULL PRIMARY KEY,
  sale            {bytes} NOT NULL UNIQUE,
  kind            {i64}   NOT NULL,
  number          {text}  NOT NULL UNIQUE,
  external_number {text}  NOT NULL,
  at              {i64}   NOT NULL,
  local_s         {i64}   NOT NULL,
  utc_offset_s    {i64}   NOT NULL,
  business_date   {i64}   NOT NULL,
  shift           {bytes} NOT NULL,
  cashier         {bytes} NOT NULL,
  cashier_name    {text}  NOT NULL,
  customer        {text}  NOT NULL,
  currency        {text}  NOT NULL,
  lines           {i64}   NOT NULL,
  discount_minor  {i64}   NOT NULL,
  tax_minor       {i64}   NOT NULL,
  total_minor     {i64}   NOT NULL,
  rounding_minor  {i64}   NOT NULL,
  payable_minor   {i64}   NOT NULL
) {strict};
CREATE INDEX sale_by_day ON sale (business_date);
CREATE INDEX sale_by_external_number ON sale (external_number) WHERE external_number <> '';

CREATE TABLE sale_line (
  entry               {i64}   NOT NULL,
  line                {i64}   NOT NULL,
  item                {bytes} NOT NULL,
  number              {text}  NOT NULL,
  barcode             {text}  NOT NULL,
  name                {text}  NOT NULL,
  department          {text}  NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  unit                {text}  NOT NULL,
  unit_price_e8       {i64}   NOT NULL,
  cost_e8             {i64},
  gross_minor         {i64}   NOT NULL,
  discount_minor      {i64}   NOT NULL,
  net_minor           {i64}   NOT NULL,
  tax_minor           {i64}   NOT NULL,
  payable_minor       {i64}   NOT NULL,
  origin_sale         {bytes},
  origin_line         {i64}   NOT NULL,
  PRIMARY KEY (entry, line)
) {strict, without_rowid};

CREATE TABLE sale_tender (
  entry        {i64}  NOT NULL,
  position     {i64}  NOT NULL,
  kind         {i64}  NOT NULL,
  code         {text} NOT NULL,
  name         {text} NOT NULL,
  amount_minor {i64}  NOT NULL,
  given_minor  {i64}  NOT NULL,
  change_minor {i64}  NOT NULL,
  reference    {text} NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};

CREATE TABLE sale_tax (
  entry      {i64}  NOT NULL,
  position   {i64}  NOT NULL,
  code       {text} NOT NULL,
  name       {text} NOT NULL,
  kind       {i64}  NOT NULL,
  rate_e8    {i64}  NOT NULL,
  amount_e8  {i64}  NOT NULL,
  included   {i64}  NOT NULL,
  base_minor {i64}  NOT NULL,
  tax_minor  {i64}  NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};

-- How much of a sold line has come back, whether that sale is known here or not.
CREATE TABLE returned (
  sale                {bytes} NOT NULL,
  line                {i64}   NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  PRIMARY KEY (sale, line)
) {strict, without_rowid};

CREATE TABLE reprint (
  entry   {i64}   NOT NULL PRIMARY KEY,
  sale    {bytes} NOT NULL,
  copy    {i64}   NOT NULL,
  at      {i64}   NOT NULL,
  cashier {bytes} NOT NULL
) {strict};
CREATE INDEX reprint_by_sale ON reprint (sale);

CREATE TABLE card_attempt (
  attempt      {bytes} NOT NULL PRIMARY KEY,
  sale         {bytes} NOT NULL,
  entry        {i64}   NOT NULL,
  at           {i64}   NOT NULL,
  state        {i64}   NOT NULL,
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  reference    {text}  NOT NULL
) {strict, without_rowid};

-- Shifts and takings ------------------------------------------------------------------------------

CREATE TABLE shift (
  journal             {i64}   NOT NULL,
  shift               {bytes} NOT NULL,
  opened_seq          {i64}   NOT NULL,
  opened_at           {i64}   NOT NULL,
  opened_local_s      {i64}   NOT NULL,
  opened_utc_offset_s {i64}   NOT NULL,
  business_date       {i64}   NOT NULL,
  opened_by           {bytes} NOT NULL,
  opened_by_name      {text}  NOT NULL,
  currency            {text}  NOT NULL,
  opening_float_minor {i64}   NOT NULL,
  closed_seq          {i64},
  z_number            {i64},
  closed_at           {i64},
  closed_local_s      {i64},
  closed_utc_offset_s {i64},
  closed_by           {bytes},
  closed_by_name      {text},
  net_minor           {i64},
  grand_total_minor   {i64},
  PRIMARY KEY (journal, shift)
) {strict, without_rowid};
CREATE INDEX shift_by_opening ON shift (journal, opened_seq);
CREATE UNIQUE INDEX shift_by_z ON shift (journal, z_number) WHERE z_number IS NOT NULL;

-- The day stands first in the roll-ups' keys: a report of some days reads its rows and no others.

CREATE TABLE takings (
  business_date    {i64}   NOT NULL,
  journal          {i64}   NOT NULL,
  shift            {bytes} NOT NULL,
  currency         {text}  NOT NULL,
  hour             {i64}   NOT NULL,
  cashier          {bytes} NOT NULL,
  cashier_name     {text}  NOT NULL,
  sales            {i64}   NOT NULL,
  refunds          {i64}   NOT NULL,
  gross_minor      {i64}   NOT NULL,
  refunded_minor   {i64}   NOT NULL,
  tax_minor        {i64}   NOT NULL,
  discount_minor   {i64}   NOT NULL,
  rounding_minor   {i64}   NOT NULL,
  cancelled        {i64}   NOT NULL,
  voided_lines     {i64}   NOT NULL,
  price_overrides  {i64}   NOT NULL,
  drawer_openings  {i64}   NOT NULL,
  cash_moved_minor {i64}   NOT NULL,
  PRIMARY KEY (business_date, journal, shift, currency, hour, cashier)
) {strict, without_rowid};

CREATE TABLE takings_department (
  business_date       {i64}   NOT NULL,
  journal             {i64}   NOT NULL,
  shift               {bytes} NOT NULL,
  currency            {text}  NOT NULL,
  department          {text}  NOT NULL,
  name                {text}  NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  sales               {i64}   NOT NULL,
  refunds             {i64}   NOT NULL,
  gross_minor         {i64}   NOT NULL,
  refunded_minor      {i64}   NOT NULL,
  tax_minor           {i64}   NOT NULL,
  discount_minor      {i64}   NOT NULL,
  PRIMARY KEY (business_date, journal, shift, currency, department)
) {strict, without_rowid};

CREATE TABLE takings_tender (
  business_date  {i64}   NOT NULL,
  journal        {i64}   NOT NULL,
  shift          {bytes} NOT NULL,
  currency       {text}  NOT NULL,
  kind           {i64}   NOT NULL,
  code           {text}  NOT NULL,
  name           {text}  NOT NULL,
  payments       {i64}   NOT NULL,
  sales          {i64}   NOT NULL,
  refunds        {i64}   NOT NULL,
  gross_minor    {i64}   NOT NULL,
  refunded_minor {i64}   NOT NULL,
  PRIMARY KEY (business_date, journal, shift, currency, kind, code)
) {strict, without_rowid};

CREATE TABLE takings_tax (
  business_date {i64}   NOT NULL,
  journal       {i64}   NOT NULL,
  shift         {bytes} NOT NULL,
  currency      {text}  NOT NULL,
  code          {text}  NOT NULL,
  kind          {i64}   NOT NULL,
  rate_e8       {i64}   NOT NULL,
  amount_e8     {i64}   NOT NULL,
  included      {i64}   NOT NULL,
  name          {text}  NOT NULL,
  base_minor    {i64}   NOT NULL,
  tax_minor     {i64}   NOT NULL,
  PRIMARY KEY (business_date, journal, shift, currency, code, kind, rate_e8, amount_e8, included)
) {strict, without_rowid};

-- Stock -------------------------------------------------------------------------------------------

CREATE TABLE stock (
  item                {bytes} NOT NULL,
  journal             {i64}   NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  PRIMARY KEY (item, journal)
) {strict, without_rowid};

CREATE TABLE stock_adjustment (
  adjustment      {bytes} NOT NULL PRIMARY KEY,
  entry           {i64}   NOT NULL,
  external_number {text}  NOT NULL,
  at              {i64}   NOT NULL,
  business_date   {i64}   NOT NULL,
  reason          {text}  NOT NULL,
  lines           {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX stock_adjustment_by_external_number ON stock_adjustment (external_number)
  WHERE external_number <> '';

-- People ------------------------------------------------------------------------------------------

CREATE TABLE erased (
  attachment {bytes} NOT NULL PRIMARY KEY,
  entry      {i64}   NOT NULL
) {strict, without_rowid};

-- Working tables: neither truth nor derived from it -----------------------------------------------

CREATE TABLE cart (
  sale    {bytes} NOT NULL PRIMARY KEY,
  state   {i64}   NOT NULL,
  content {bytes} NOT NULL
) {strict};
