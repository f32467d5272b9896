#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "app/office/web/page.hpp"
#include "pos/customer/references.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/billing/deliveries.hpp"

/// What the pages of billing have in common.
namespace app::office::web::billing {

// The pages, one a file.
Answer accounts_page(Call& call);
Answer account_page(Call& call, const std::string& number);
Answer documents_page(Call& call);
Answer document_page(Call& call, const std::string& number);
Answer runs_page(Call& call);
Answer run_page(Call& call);
Answer deliveries_page(Call& call);
Answer receivables_page(Call& call);
Answer report_page(Call& call);
Answer reminders_page(Call& call);
Answer meters_page(Call& call);
Answer meter_page(Call& call);
Answer meter_fit_page(Call& call);
Answer usage_tokens_page(Call& call);
Answer write_page(Call& call);
Answer subscription_page(Call& call);
Answer refund_page(Call& call);
Answer rates_page(Call& call);
Answer transfers_page(Call& call);
Answer transfer_file_page(Call& call);
Answer references_page(Call& call);
Answer open_account_page(Call& call);
Answer terms_page(Call& call);

/// The links from one of these pages to the others.
std::string places_html(const Call& call);

std::string account_link(const std::string& number);
std::string document_link(const std::string& number);
/// Where one changes, and where an account gets a further one.
std::string subscription_link(const std::string& number);
std::string start_link(const std::string& account);

/// Where a customer, by its number, gets an account, and where an account's terms change.
std::string open_account_link(const std::string& customer = {});
std::string terms_link(const std::string& account);

/// Where an account is paid back what it has paid too much.
std::string refund_link(const std::string& account);
/// Where it is said what an account's invoices bear for its customer's programs.
std::string references_link(const std::string& account);
/// Those that there are, as facts.
void add_references(Data& facts, const pos::customer::InvoiceReferences& references,
                    const Words& words);
/// Where one refund's transfer is shown.
std::string transfer_link(const pos::Ulid& transfer);

/// The currency of the books.
pos::store::Answer<pos::Currency> office_currency(pos::store::db::Connection& db);

/// The office's day.
pos::store::Answer<pos::Date> today(Call& call);

/// Whether a day is so far ahead (more than 400 days) that it can only be a slip of the keys.
bool is_far_ahead(pos::Date day, pos::Date today);

/// A whole number above nothing; nothing for what is none.
std::optional<unsigned> number_of(const std::string& text);

/// What became of a letter, as the page says it: why it did not arrive, the mail server's answer,
/// or the file that it was printed into.
std::string said_of(const pos::store::billing::Delivery& delivery, const Words& words);

/// Columns by their keys, with the texts billing_KEY; those of `figures` are figures.
std::vector<Column> columns(const Words& words, std::initializer_list<const char*> keys,
                            std::initializer_list<std::string_view> figures);

/// As the store has currencies: "EUR2".
pos::Currency currency_of_text(std::string_view text);
/// A label for an account that is closed, nothing for another one.
Cell closed_cell(bool is_closed, const Words& words);
/// Nothing to see where nothing is open.
Cell open_cell(pos::Money open, bool is_overdue);
Cell kind_cell(pos::journal::DocumentKind kind, const Words& words);

/// "130.5" as that language writes it, every decimal kept.
std::string decimal(const std::string& plain, unsigned decimals_min, const Words& words);
/// The days of [from, to).
std::string days(pos::Date from, pos::Date to, const Words& words);

/// A name and what there is of it, for a list of facts; `link` may be empty.
Data fact(const std::string& name, const std::string& value, const std::string& link = {});

/// The table without its last columns, which only exports have.
std::string html_less(std::size_t last, Table table, const Words& words);

/// That something of that number is not there, and what to do about it; 404.
Page missing(const Call& call, std::string_view title, std::string_view about,
             const std::string& back);

}  // namespace app::office::web::billing
