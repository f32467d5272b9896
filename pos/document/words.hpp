#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pos::document {

/// The words of receipts, reports and slips in one language; the program supplies them. "{}" stands
/// for what is put in. English where a program says nothing else.
struct Words {
    // head
    std::string receipt{"Receipt"};
    std::string refund{"Refund"};
    std::string external_number{"Order"};
    std::string cashier{"Served by"};
    std::string customer{"Customer"};
    std::string duplicate{"DUPLICATE {}"};
    std::string possible_duplicate{"POSSIBLE DUPLICATE"};
    std::string training{"TRAINING · NOT A RECEIPT"};

    // bills of head office's
    std::string bill_receipt{"Payment receipt"};
    std::string account{"Account"};
    std::string bill{"Invoice {}"};
    std::string bill_due{"due {}"};
    std::string bill_rest{"still open"};
    std::string bill_paid{"Paid"};
    std::string pay_by_transfer{"To be paid by transfer"};
    std::string payee{"Payable to"};
    std::string transfer_reference{"Reference"};
    std::string scan_to_pay{"Scan with your banking app to pay."};
    std::string on_account{"On account"};
    std::string top_up{"Credit bought"};
    std::string credit_before{"Credit on {}"};

    // counters that are read at the till
    std::string reading_noted{"Reading noted"};
    std::string counter{"Meter"};
    std::string service_point{"Service point"};
    std::string reading_before{"Before, on {}"};
    std::string reading{"Reading"};
    std::string reading_on_way{"Head office takes the reading into its books."};

    // goods
    std::string returned{"Returned goods"};
    std::string of_receipt{"of receipt {}"};
    std::string price_was{"was {}"};
    std::string unlisted{"Other goods"};       // sold without being known
    std::map<std::string, std::string> units;  // "kg" → "кг"; one not here is written as it is
    std::string discount{"Discount"};
    std::string subtotal{"Subtotal"};
    std::string total{"TOTAL"};
    std::string rounding{"Rounding"};
    std::string to_pay{"TO PAY"};

    // payment
    std::string paid_back{"{} paid back"};
    std::string cash{"Cash"};
    std::string card{"Card"};
    std::string voucher{"Voucher"};
    std::string change{"Change"};
    std::string reference{"Ref. {}"};
    std::string credit_left{"Credit left"};
    std::string credit_owed{"Above the credit, owed"};
    std::string saved{"You saved"};

    // tax
    std::string tax{"Tax"};
    std::string tax_net{"Net"};
    std::string tax_amount{"Tax"};
    std::string tax_gross{"Gross"};
    std::string fiscal_failed{"Fiscal device out of order"};

    // reports
    std::string x_report{"X report"};
    std::string z_report{"Z report {}"};
    std::string opened{"Opened"};
    std::string closed{"Closed"};
    std::string printed{"Printed"};
    std::string by{"By"};
    std::string first_receipt{"First receipt"};
    std::string last_receipt{"Last receipt"};
    std::string sales{"Sales"};
    std::string refunds{"Refunds"};
    std::string takings{"TAKINGS"};
    std::string discounts{"Discounts"};
    std::string taxes{"Taxes"};
    std::string cancelled{"Cancelled sales"};
    std::string voided_lines{"Voided lines"};
    std::string drawer_openings{"Drawer openings"};
    std::string payments{"Payments"};
    std::string expected{"Expected"};
    std::string counted{"Counted"};
    std::string difference{"Difference"};
    std::string bills_paid{"Bills paid"};
    std::string opening_float{"Opening float"};
    std::string cash_moved{"Cash in and out"};
    std::string departments{"Departments"};
    std::string no_department{"No department"};
    std::string grand_total{"Grand total"};
    std::string waiting{"Parked carts"};
    std::string cart_lines{"Lines: {}"};

    // slips
    std::string cash_in{"Cash in"};
    std::string cash_out{"Cash out"};
    std::string no_sale{"Drawer opened"};
    std::string reason{"Reason"};
    std::string signature{"Signature"};

    // test page
    std::string test_page{"Test page"};
    std::string test_reads{"This printer works."};
    bool operator==(const Words&) const = default;
};

/// `pattern` with its first "{}" replaced.
inline std::string put_in(std::string_view pattern, std::string_view value) {
    std::string out{pattern};
    if (const auto at = out.find("{}"); at != std::string::npos) out.replace(at, 2, value);
    return out;
}

}  // namespace pos::document
