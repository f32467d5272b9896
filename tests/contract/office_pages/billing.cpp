#include <fmt/format.h>

#include <chrono>

#include "tests/contract/office_pages/office_pages.hpp"

namespace test {

namespace {

constexpr const char* kPower =
    R"({"code": "POWER", "name": "Power", "currency": "GBP", "tax_class": "standard",
        "phases": [{"charges": [
          {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "9.90",
           "every": "month"},
          {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh",
           "every": "month", "model": "graduated",
           "tiers": [{"up_to": "100", "price": "0.30"}, {"price": "0.25"}]}]}]})";
constexpr const char* kOdd =
    R"({"code": "ODD", "name": "Odd", "currency": "GBP", "tax_class": "luxury", "phases":
        [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring", "amount": "5.00",
        "every": "month"}]}]})";

}  // namespace

std::string day_ago(int months, unsigned day_of_month) {
    namespace chrono = std::chrono;
    const chrono::year_month_day today{chrono::floor<chrono::days>(chrono::system_clock::now())};
    const auto month = today.year() / today.month() - chrono::months{months};
    return fmt::format("{}-{:02}-{:02}", static_cast<int>(month.year()),
                       static_cast<unsigned>(month.month()), day_of_month);
}

void OfficePages::bill_three() const {
    write_file(file("power.json"), kPower);
    write_file(file("odd.json"), kOdd);
    write_file(file("usage.jsonl"), R"({"id": "1", "subject": "M1", "at": ")" + day_ago(5, 10) +
                                        R"( 12:00", "quantity": "130.5"})" + "\n");
    counterfoil({"tax", "A", "20", "--name", "VAT", "--class", "standard", "--from", "2019-01-01",
                 "--added", "--db", db()});
    for (const char* plan : {"power.json", "odd.json"}) {
        counterfoil({"plan", "publish", file(plan), "--db", db()});
    }
    counterfoil(
        {"customer", "put", "1001", "--name", "Otto <b>Bold</b>", "--city", "Leeds", "--db", db()});
    counterfoil({"customer", "put", "1002", "--name", "Mary", "--city", "York", "--db", db()});
    counterfoil({"customer", "put", "1003", "--name", "Odd One", "--db", db()});
    counterfoil(
        {"subscription", "start", "1001", "POWER", "--at", begin_, "--point", "M1", "--db", db()});
    counterfoil({"subscription", "start", "1002", "POWER", "--at", day_ago(5, 17), "--day", "1",
                 "--db", db()});
    counterfoil({"subscription", "start", "1003", "ODD", "--at", begin_, "--db", db()});
    counterfoil({"usage", "import", file("usage.jsonl"), "--source", "meters", "--meter", "kwh",
                 "--as", "lines", "--db", db()});
    // Refused is what says that an account is parked.
    counterfoil({"bill", "--as-of", billed_, "--db", db()}, 1);
}

}  // namespace test
