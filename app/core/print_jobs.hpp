#pragma once

#include <optional>
#include <string>

#include "app/core/paperwork.hpp"
#include "drivers/card/card_terminal.hpp"
#include "pos/base/random.hpp"
#include "pos/sale/register.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// The jobs of the spool for what a batch stores: the receipt of each sale and refund and the slip
/// of each counter that was read (where `receipts`), each reprint, and the Z report of a close with
/// the carts that wait then. To be put into the batch itself, so that they are kept with what they
/// tell of.
std::vector<pos::store::PrintJob> print_jobs_of(const pos::store::Batch& batch, bool receipts,
                                                const pos::sale::Register& cash_register,
                                                pos::Instant at, pos::Random& random);

/// A job for a report that stands in no table: all of it goes with the job.
pos::store::PrintJob x_report_job(const pos::document::XReport& report, pos::Instant at,
                                  pos::Random& random);

/// A card terminal's own receipt, dated in the shop's time.
pos::store::PrintJob card_slip_job(const drivers::card::Slip& slip, const pos::LocalTime& local,
                                   pos::Instant at, pos::Random& random);

/// A page that shows what the printer can do.
pos::store::PrintJob bill_slip_job(const pos::document::BillSlip& bill, pos::Instant at,
                                   pos::Random& random);

pos::store::PrintJob test_page_job(const pos::document::TestPage& page, pos::Instant at,
                                   pos::Random& random);

/// What a ticket's payment with leased credit said, if it has one.
pos::store::Answer<std::optional<pos::journal::CreditUsed>> credit_on_receipt(
    pos::store::Reader& reader, const pos::journal::SaleRecord& record);

/// A document, the number by which people know it, and what a file of it is called.
struct SpooledDocument {
    std::string number;     // "B01-T1-000123", "Z-000004"
    std::string file_name;  // "B01-T1-000123-copy1"
    pos::document::Document document;
};

/// Makes the document of a job, marked where it may have been printed before. Empty where the store
/// does not know what it is about any more.
pos::store::Answer<std::optional<SpooledDocument>> document_of(const pos::store::PrintJob& job,
                                                               pos::store::Reader& reader,
                                                               const Paperwork& paperwork);

}  // namespace app::core
