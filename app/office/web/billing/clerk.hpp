#pragma once

#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/store/billing/instalments.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/quotes.hpp"
#include "pos/store/billing/statement_letters.hpp"

/// The pages of a clerk's work, one a file.
namespace app::office::web::billing {

Answer import_page(Call& call);
Answer instalments_page(Call& call);
Answer level_page(Call& call);
/// What a subscription's customer is told of the usage.
Answer alerts_page(Call& call);
std::string alerts_link(const std::string& subscription);
/// Orders to switch services, of one subscription or all.
Answer services_page(Call& call);
std::string services_link(const std::string& subscription);

/// Direct debits: what would be collected, the files for the bank, what became of each.
Answer debits_page(Call& call);
Answer debit_file_page(Call& call);
/// A month's bookings for whoever keeps the general ledger.
Answer accountant_page(Call& call);
Answer accountant_file_page(Call& call);
/// What was booked on an account in a period, to look at, to download and to send.
Answer statement_page(Call& call);
Answer statement_file_page(Call& call);
std::string statement_link(const std::string& account);
/// Those that were sent, and what became of each.
Table statement_letters_table(const std::vector<pos::store::billing::StatementLetterRow>& rows,
                              const pos::locale::Zone& zone, const Words& words);

/// The parts that were agreed, plan by plan.
Table instalments_table(const std::vector<pos::store::billing::InstalmentPlan>& plans,
                        pos::Date today, const Words& words);
/// The payments of each agreement: what was asked for, and what is to come.
Table levels_table(const std::vector<pos::store::billing::LevelAgreement>& levels, pos::Date today,
                   const Words& words);
/// Accounts that are billed before their period is over.
Answer early_page(Call& call);
Answer quotes_page(Call& call);
Answer quote_page(Call& call);
std::string quote_link(const std::string& number);

/// Quotes as a list; its last column is for exports alone.
Table quotes_table(const std::vector<pos::store::billing::QuoteRow>& quotes, pos::Date today,
                   const Words& words);

}  // namespace app::office::web::billing
