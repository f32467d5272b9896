#include "app/core/billing/invoice_file.hpp"

#include <nlohmann/json.hpp>

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
    if (json.is_discarded()) return refuse("The invoice is no JSON.");
    std::vector<explain::Problem> problems;
    Fields fields{json, "", problems};
    NewInvoice invoice;
    invoice.account = fields.text("account");
    invoice.prices = fields.choice_or("prices", explain::kPricesWords, invoice.prices);
    invoice.note = fields.text_or("note", "");
    invoice.reference = fields.text_or("reference", "");
    invoice.due_on = fields.date_if("due");
    invoice.references.buyer_reference = fields.text_or("buyer_reference", "");
    invoice.references.order_reference = fields.text_or("order_reference", "");
    invoice.references.contract_reference = fields.text_or("contract_reference", "");
    fields.each(
        "lines", [&](Fields& line) { invoice.lines.push_back(read_line(line)); }, kWrittenLinesMax);
    fields.close();
    if (problems.empty()) return invoice;
    return refuse("The invoice makes no sense: " + explain::words_of(problems) + ".");
}

std::string write_new_invoice(const NewInvoice& invoice) {
    nlohmann::ordered_json json;
    json["account"] = invoice.account;
    if (invoice.prices == pos::tax::PricesAre::with_tax) json["prices"] = "with_tax";
    if (!invoice.note.empty()) json["note"] = invoice.note;
    if (!invoice.reference.empty()) json["reference"] = invoice.reference;
    if (invoice.due_on) json["due"] = to_string(*invoice.due_on);
    const auto& references = invoice.references;
    for (const auto& [name, text] :
         {std::pair{"buyer_reference", &references.buyer_reference},
          std::pair{"order_reference", &references.order_reference},
          std::pair{"contract_reference", &references.contract_reference}}) {
        if (!text->empty()) json[name] = *text;
    }
    json["lines"] = nlohmann::ordered_json::array();
    for (const WrittenLine& line : invoice.lines) {
        nlohmann::ordered_json one;
        one["text"] = line.text;
        one["quantity"] = line.quantity;
        if (!line.unit.empty()) one["unit"] = line.unit;
        one["price"] = line.price;
        if (!line.tax_class.empty()) one["tax_class"] = line.tax_class;
        json["lines"].push_back(std::move(one));
    }
    return json.dump();
}

}  // namespace app::core::billing
