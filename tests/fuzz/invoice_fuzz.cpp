// Goal: no file, however built, makes the readers of e-invoices, the rules, the totals or the sheet
// read past it, run for ever or stop; and what was read can be written and read again.
// Method: the bytes are a file; where they are an invoice, every rule book judges it, its text is
// made, and what both syntaxes write of it must be read as the same invoice when it is written once
// more.
#include <cstdint>
#include <string>
#include <string_view>

#include "app/core/invoice/sheet.hpp"
#include "app/core/invoice/text.hpp"
#include "app/core/invoice/verdict.hpp"
#include "pos/base/assert.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"

namespace inv = pos::billing::invoice;
namespace core = app::core::invoice;

namespace {

void write_again(const inv::Invoice& invoice, std::string (*write)(const inv::Invoice&)) {
    const auto once = inv::read(write(invoice));
    POS_ASSERT(once.has_value());
    const std::string file = write(once->invoice);
    const auto twice = inv::read(file);
    POS_ASSERT(twice.has_value());
    POS_ASSERT(write(twice->invoice) == file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const core::Words words = core::Words::read("de");
    const std::string_view file{reinterpret_cast<const char*>(data), size};
    const auto reading = inv::read(file);
    if (!reading) {
        POS_ASSERT(!to_string(reading.error()).empty());
        return 0;
    }
    for (const auto asked : {core::Asked::en16931, core::Asked::xrechnung, core::Asked::peppol}) {
        for (const auto& finding : core::judge(*reading, asked).findings)
            POS_ASSERT(!finding.rule.empty() && finding.count > 0);
    }
    POS_ASSERT(!core::render_text(core::make_sheet(reading->invoice, words)).empty());
    write_again(reading->invoice, inv::ubl::write);
    write_again(reading->invoice, inv::cii::write);
    return 0;
}
