#include "app/core/print_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/serialization/version.hpp>
#include <optional>
#include <utility>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/noted_reading.hpp"

namespace app::core {

namespace {

using pos::store::PrintJob;
using pos::store::PrintKind;

// What of a report goes with its job, as bytes: a working row's own layout, which only this program
// writes and reads.

struct KeptCart {
    std::string label;
    std::uint32_t lines{0};
    pos::Money total{};

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & label & lines & total;
    }
};

struct KeptCarts {
    std::vector<KeptCart> carts;

    explicit KeptCarts(const std::vector<pos::document::Waiting>& waiting = {}) {
        for (const auto& each : waiting)
            carts.push_back({each.label, static_cast<std::uint32_t>(each.lines), each.total});
    }
    std::vector<pos::document::Waiting> waiting() const {
        std::vector<pos::document::Waiting> all;
        for (const auto& each : carts) all.push_back({each.label, each.lines, each.total});
        return all;
    }
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & carts;
    }
};

struct KeptXReport {
    pos::document::XReport report;
    KeptCarts carts;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & report.when & report.user & report.opened & report.first_receipt;
        archive & report.last_receipt & report.currency & report.figures & carts;
    }
};

struct KeptLine {
    std::string text;
    bool centred{false};
    bool high{false};
    bool wide{false};

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & text & centred & high & wide;
    }
};

struct KeptSlip {
    std::string number;
    std::vector<KeptLine> lines;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & number & lines;
    }
};

struct KeptTransfer {
    pos::document::BillTransfer transfer;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & transfer.payee & transfer.account & transfer.bic & transfer.reference;
        archive & transfer.code;
    }
};

struct KeptBill {
    pos::document::BillSlip bill;            // but for its transfer
    std::optional<KeptTransfer> transfer{};  // since version 1

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & bill.number & bill.account_number & bill.customer & bill.due_on & bill.payable;
        archive & bill.open & bill.at;
        if (version >= 1) archive & transfer;
    }
};

struct KeptTestPage {
    pos::document::TestPage page;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & page.device & page.address & page.at;
    }
};

}  // namespace

}  // namespace app::core

BOOST_CLASS_VERSION(app::core::KeptBill, 1)

namespace app::core {

namespace {

template <class Kept>
pos::Bytes bytes_of(const Kept& kept) {
    pos::journal::archive::Writer writer;
    writer & kept;
    return std::move(writer).take();
}

template <class Kept>
std::optional<Kept> kept_in(const pos::Bytes& bytes) {
    pos::journal::archive::Reader reader{bytes};
    Kept kept;
    reader & kept;
    if (reader.finish()) return std::nullopt;
    return kept;
}

std::string x_number(const pos::document::XReport& report) {
    const auto& local = report.when.local;
    return fmt::format("X-{}-{:02}{:02}", pos::to_string(local.date), local.hour(), local.minute());
}

std::optional<SpooledDocument> x_report_of(const PrintJob& job, const Paperwork& paperwork) {
    auto kept = kept_in<KeptXReport>(job.content);
    if (!kept) return std::nullopt;
    kept->report.waiting = kept->carts.waiting();
    const std::string number = x_number(kept->report);
    return SpooledDocument{number, number, paperwork.x_report(kept->report)};
}

pos::store::Answer<std::optional<SpooledDocument>> z_report_of(const PrintJob& job,
                                                               pos::store::Reader& reader,
                                                               const Paperwork& paperwork) {
    const auto report = reader.z_report_of(job.subject);
    if (!report) return std::unexpected{report.error()};
    const auto kept = kept_in<KeptCarts>(job.content);
    if (!*report || !kept) return std::optional<SpooledDocument>{};
    const auto& closed = (*report)->closed;
    const std::string number = fmt::format("Z-{:06}", closed.z_number);
    return SpooledDocument{number, number, paperwork.z_report(closed, kept->waiting())};
}

std::optional<SpooledDocument> card_slip_of(const PrintJob& job, const Paperwork& paperwork) {
    const auto kept = kept_in<KeptSlip>(job.content);
    if (!kept) return std::nullopt;
    drivers::card::Slip slip;
    for (const KeptLine& line : kept->lines)
        slip.lines.push_back({line.text, line.centred, line.wide, line.high});
    return SpooledDocument{kept->number, kept->number, paperwork.card_slip(slip)};
}

std::optional<SpooledDocument> bill_slip_of(const PrintJob& job, const Paperwork& paperwork) {
    auto kept = kept_in<KeptBill>(job.content);
    if (!kept) return std::nullopt;
    if (kept->transfer) kept->bill.transfer = std::move(kept->transfer->transfer);
    const auto& at = kept->bill.at;
    const std::string number = fmt::format("bill-{}-{:02}{:02}{:02}", pos::to_string(at.date),
                                           at.hour(), at.minute(), at.second());
    return SpooledDocument{number, number, paperwork.bill_slip(kept->bill)};
}

std::optional<SpooledDocument> test_page_of(const PrintJob& job, const Paperwork& paperwork) {
    const auto kept = kept_in<KeptTestPage>(job.content);
    if (!kept) return std::nullopt;
    const auto& at = kept->page.at;
    const std::string number = fmt::format("test-{}-{:02}{:02}{:02}", pos::to_string(at.date),
                                           at.hour(), at.minute(), at.second());
    return SpooledDocument{number, number, paperwork.test_page(kept->page)};
}

pos::store::Answer<std::optional<SpooledDocument>> meter_slip_of(const PrintJob& job,
                                                                 pos::store::Reader& reader,
                                                                 const Paperwork& paperwork) {
    const auto read = pos::store::noted_reading(reader.connection(), job.subject);
    if (!read) return std::unexpected{read.error()};
    if (!*read) return std::optional<SpooledDocument>{};
    // The end of its id tells two readings of the same second apart.
    const std::string id = pos::to_string((*read)->reading);
    const auto& local = (*read)->when.local;
    const std::string number =
        fmt::format("reading-{}-{:02}{:02}{:02}-{}", pos::to_string(local.date), local.hour(),
                    local.minute(), local.second(), id.substr(id.size() - 4));
    return SpooledDocument{number, number, paperwork.meter_slip(**read)};
}

pos::store::Answer<std::optional<SpooledDocument>> plain_document(const PrintJob& job,
                                                                  pos::store::Reader& reader,
                                                                  const Paperwork& paperwork) {
    switch (job.kind) {
        case PrintKind::receipt: {
            const auto receipt = reader.receipt(job.subject);
            if (!receipt) return std::unexpected{receipt.error()};
            if (!*receipt) return std::optional<SpooledDocument>{};
            const std::string& number = (*receipt)->record.number;
            const std::string copy = job.copy > 0 ? fmt::format("-copy{}", job.copy) : "";
            auto credit = credit_on_receipt(reader, (*receipt)->record);
            if (!credit) return std::unexpected{credit.error()};
            return SpooledDocument{number, number + copy,
                                   paperwork.receipt(**receipt, job.copy, std::move(*credit))};
        }
        case PrintKind::z_report:
            return z_report_of(job, reader, paperwork);
        case PrintKind::x_report:
            return x_report_of(job, paperwork);
        case PrintKind::card_slip:
            return card_slip_of(job, paperwork);
        case PrintKind::test_page:
            return test_page_of(job, paperwork);
        case PrintKind::meter_slip:
            return meter_slip_of(job, reader, paperwork);
        case PrintKind::bill_slip:
            return bill_slip_of(job, paperwork);
    }
    return std::optional<SpooledDocument>{};
}

}  // namespace

pos::store::Answer<std::optional<pos::journal::CreditUsed>> credit_on_receipt(
    pos::store::Reader& reader, const pos::journal::SaleRecord& record) {
    const bool any = std::ranges::any_of(
        record.tenders, [](const auto& tender) { return tender.code == pos::sale::kCreditTender; });
    if (!any) return std::optional<pos::journal::CreditUsed>{};
    auto credit = pos::store::feed::credit_on_ticket(reader.connection(), record.sale);
    if (!credit) return pos::store::store_error(std::move(credit.error()));
    return std::move(*credit);
}

std::vector<PrintJob> print_jobs_of(const pos::store::Batch& batch, bool receipts,
                                    const pos::sale::Register& cash_register, pos::Instant at,
                                    pos::Random& random) {
    std::vector<PrintJob> jobs;
    const auto add = [&](const pos::Ulid& sale, std::uint32_t copy) {
        jobs.push_back({.job = pos::make_ulid(at, random),
                        .queued_at = at,
                        .kind = PrintKind::receipt,
                        .subject = sale,
                        .copy = copy});
    };
    for (const auto& event : batch.events) {
        if (const auto* ticket = pos::journal::ticket_of(event); ticket && receipts)
            add(ticket->sale, 0);
        if (const auto* read = std::get_if<pos::journal::MeterRead>(&event); read && receipts) {
            jobs.push_back({.job = pos::make_ulid(at, random),
                            .queued_at = at,
                            .kind = PrintKind::meter_slip,
                            .subject = read->reading});
        }
        if (const auto* again = std::get_if<pos::journal::ReceiptReprinted>(&event))
            add(again->sale, again->copy);
        if (const auto* closed = std::get_if<pos::journal::ShiftClosed>(&event)) {
            jobs.push_back(
                {.job = pos::make_ulid(at, random),
                 .queued_at = at,
                 .kind = PrintKind::z_report,
                 .subject = closed->shift,
                 .content = bytes_of(KeptCarts{waiting_of(cash_register.waiting_carts())})});
        }
    }
    return jobs;
}

PrintJob x_report_job(const pos::document::XReport& report, pos::Instant at, pos::Random& random) {
    return {.job = pos::make_ulid(at, random),
            .queued_at = at,
            .kind = PrintKind::x_report,
            .content = bytes_of(KeptXReport{report, KeptCarts{report.waiting}})};
}

PrintJob card_slip_job(const drivers::card::Slip& slip, const pos::LocalTime& local,
                       pos::Instant at, pos::Random& random) {
    PrintJob job{.job = pos::make_ulid(at, random), .queued_at = at, .kind = PrintKind::card_slip};
    // The end of its id tells two slips of the same second apart.
    const std::string id = pos::to_string(job.job);
    KeptSlip kept{
        fmt::format("card-{}-{:02}{:02}{:02}-{}", pos::to_string(local.date), local.hour(),
                    local.minute(), local.second(), id.substr(id.size() - 4)),
        {}};
    for (const auto& line : slip.lines)
        kept.lines.push_back({line.text, line.centred, line.wide, line.high});
    job.content = bytes_of(kept);
    return job;
}

PrintJob bill_slip_job(const pos::document::BillSlip& bill, pos::Instant at, pos::Random& random) {
    KeptBill kept{bill};
    if (bill.transfer) kept.transfer = KeptTransfer{*bill.transfer};
    return {.job = pos::make_ulid(at, random),
            .queued_at = at,
            .kind = PrintKind::bill_slip,
            .content = bytes_of(kept)};
}

PrintJob test_page_job(const pos::document::TestPage& page, pos::Instant at, pos::Random& random) {
    return {.job = pos::make_ulid(at, random),
            .queued_at = at,
            .kind = PrintKind::test_page,
            .content = bytes_of(KeptTestPage{page})};
}

pos::store::Answer<std::optional<SpooledDocument>> document_of(const PrintJob& job,
                                                               pos::store::Reader& reader,
                                                               const Paperwork& paperwork) {
    auto made = plain_document(job, reader, paperwork);
    if (made && *made && job.unsure > 0)
        (*made)->document = paperwork.possible_duplicate(std::move((*made)->document));
    return made;
}

}  // namespace app::core
