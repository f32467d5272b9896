#include "pos/document/report_document.hpp"

#include "pos/document/tender_words.hpp"

namespace pos::document {

using journal::ShiftFigures;
using journal::TenderCount;

namespace {

class ReportWriter {
public:
    explicit ReportWriter(const House& house)
        : out_{house}, words_{house.words}, locale_{house.locale} {}

    void head(const std::string& title, const std::string& till) {
        out_.shop_head();
        out_.blank();
        out_.text(title, Align::centre, kLarge);
        out_.text(till, Align::centre);
        out_.rule();
    }

    void duplicate(std::uint32_t copy) {
        if (copy == 0) return;
        out_.text(put_in(words_.duplicate, locale_.integer(copy)), Align::centre, kTall);
        out_.rule();
    }

    void times(const LocalTime& opened, const std::string& until, const LocalTime& at) {
        out_.row(words_.opened, locale_.date_time(opened));
        out_.row(until, locale_.date_time(at));
    }

    void row_unless_empty(const std::string& name, const std::string& value) {
        if (!value.empty()) out_.row(name, value);
    }

    void by(const journal::Actor& user) { row_unless_empty(words_.by, user.name); }

    void receipts(const std::string& first, const std::string& last) {
        row_unless_empty(words_.first_receipt, first);
        row_unless_empty(words_.last_receipt, last);
    }

    void takings(const ShiftFigures& figures) {
        out_.rule();
        out_.amount(counted(words_.sales, figures.sales), figures.gross);
        out_.amount(counted(words_.refunds, figures.refunds), -figures.refunded);
        out_.total(words_.takings, figures.net, kTall);
        out_.amount_unless_zero(words_.discounts, figures.discount);
        out_.amount_unless_zero(words_.taxes, figures.tax);
        out_.amount_unless_zero(words_.rounding, figures.rounding);
        if (!figures.taxes.empty()) out_.rule();
        out_.tax_table(figures.taxes);
    }

    void tenders(const ShiftFigures& figures, bool with_count) {
        out_.rule();
        out_.text(words_.payments, Align::start, kBold);
        out_.amount_unless_zero(words_.opening_float, figures.opening_float);
        out_.amount_unless_zero(words_.cash_moved, figures.cash_moved);
        if (figures.bills > 0) {
            out_.amount(counted(words_.bills_paid, figures.bills), figures.bills_paid);
        }
        if (figures.credits > 0) {
            out_.amount(counted(words_.top_up, figures.credits), figures.credit_bought);
        }
        for (const TenderCount& tender : figures.tenders) {
            const std::string& name = tender_words(words_, tender.code, tender.name);
            if (!with_count) {
                out_.amount(counted(name, tender.count), tender.expected);
                continue;
            }
            out_.text(counted(name, tender.count), Align::start, kBold);
            out_.amount(words_.expected, tender.expected, kPlain, 2);
            out_.amount(words_.counted, tender.counted, kPlain, 2);
            out_.amount(words_.difference, tender.difference,
                        tender.difference.minor == 0 ? kPlain : kBold, 2);
        }
    }

    void departments(const ShiftFigures& figures) {
        if (figures.departments.empty()) return;
        out_.rule();
        out_.text(words_.departments, Align::start, kBold);
        for (const journal::DepartmentTotal& department : figures.departments) {
            const std::string& name = department.name.empty() ? department.code : department.name;
            out_.amount(name.empty() ? words_.no_department : name, department.net_payable);
        }
    }

    void happenings(const ShiftFigures& figures) {
        out_.rule();
        out_.row(words_.voided_lines, locale_.integer(figures.voided_lines));
        out_.row(words_.cancelled, locale_.integer(figures.cancelled));
        out_.row(words_.drawer_openings, locale_.integer(figures.drawer_openings));
    }

    /// What is neither sold nor cancelled yet.
    void waiting(std::span<const Waiting> carts) {
        if (carts.empty()) return;
        out_.rule();
        out_.text(words_.waiting, Align::start, kBold);
        for (const Waiting& cart : carts) {
            const auto lines = static_cast<std::int64_t>(cart.lines);
            const std::string count = put_in(words_.cart_lines, locale_.integer(lines));
            out_.amount(cart.label.empty() ? count : cart.label + " · " + count, cart.total);
        }
    }

    Writer& out() { return out_; }
    Document finish() { return out_.finish(); }

private:
    std::string counted(const std::string& name, std::uint32_t count) const {
        return name + " (" + locale_.integer(count) + ')';
    }

    Writer out_;
    const Words& words_;
    const locale::Locale& locale_;
};

}  // namespace

Document x_report(const XReport& report, const House& house, const std::string& till) {
    ReportWriter writer{house};
    writer.head(house.words.x_report, till);
    writer.times(report.opened, house.words.printed, report.when.local);
    writer.by(report.user);
    writer.receipts(report.first_receipt, report.last_receipt);
    writer.takings(report.figures);
    writer.tenders(report.figures, false);
    writer.departments(report.figures);
    writer.happenings(report.figures);
    writer.waiting(report.waiting);
    return writer.finish();
}

Document z_report(const journal::ShiftClosed& report, const House& house, const std::string& till,
                  std::span<const Waiting> waiting, std::uint32_t copy) {
    ReportWriter writer{house};
    writer.head(put_in(house.words.z_report, house.locale.integer(report.z_number)), till);
    writer.duplicate(copy);
    writer.times(report.opened, house.words.closed, report.when.local);
    writer.by(report.user);
    writer.receipts(report.first_receipt, report.last_receipt);
    writer.takings(report.figures);
    writer.tenders(report.figures, true);
    writer.departments(report.figures);
    writer.happenings(report.figures);
    writer.waiting(waiting);
    writer.out().rule();
    const Money grand_total{report.grand_total.minor, report.grand_total.currency};  // to be shown
    writer.out().total(house.words.grand_total, grand_total, kBold);
    writer.out().text(report.note);
    return writer.finish();
}

}  // namespace pos::document
