#include "app/core/billing/invoice_file.hpp"

#include "app/core/explain/words.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

using explain::Fields;

WrittenLine read_line(Fields& fields) {
    WrittenLine line;
    line.text = fields.text("text");
    line.quantity = to_string(fields.figure_or("quantity", pos::exactly(1)));
    line.unit = fields.text_or("unit", "");
    line.price = to_string(fields.figure("price", explain::Size::price));
    line.tax_class = fields.text_or("tax_class", "");
    return line;
}

}  // namespace

Outcome<NewInvoice> read_new_invoice(std::string_view text) {
    const auto json = explain::Json::parse(text, nullptr, false);
    if (json.is_discarded()) return misuse("The invoice is no JSON.");
    std::vector<explain::Problem> problems;
    Fields fields{json, "", problems};
    NewInvoice invoice;
    invoice.account = fields.text("account");
    invoice.prices = fields.choice_or("prices", explain::kPricesWords, invoice.prices);
    invoice.note = fields.text_or("note", "");
    invoice.reference = fields.text_or("reference", "");
    invoice.due_on = fields.date_if("due");
    fields.each(
        "lines", [&](Fields& line) { invoice.lines.push_back(read_line(line)); }, kWrittenLinesMax);
    fields.close();
    if (problems.empty()) return invoice;
    return misuse("The invoice makes no sense: " + explain::words_of(problems) + ".");
}

}  // namespace app::core::billing
