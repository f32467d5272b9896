// Goal: `counterfoil invoice` converts and checks as promised, with its exit codes.
// Method: the command over samples in files and on standard input.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/counterfoil/command.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/invoice_samples.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using app::counterfoil::Exit;
using nlohmann::json;
namespace inv = pos::billing::invoice;

namespace {

struct StillClock : pos::Clock {
    pos::Instant now() override { return {}; }
};

struct Answer {
    std::string out;
    std::string err;
    Exit exit;
};

Answer answer(const std::vector<std::string>& arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    StillClock clock;
    test::SeededRandom random{1};
    app::counterfoil::Context context{in, out, err, clock, random};
    const Exit exit = app::counterfoil::run(arguments, context);
    return {out.str(), err.str(), exit};
}

class InvoiceCommand : public testing::Test {
protected:
    std::string file(const std::string& name, const std::string& text) {
        test::write_file(folder_.file(name), text);
        return folder_.file(name);
    }
    std::string path(const std::string& name) const { return folder_.file(name); }

private:
    test::TempDir folder_;
};

}  // namespace

TEST_F(InvoiceCommand, converts_both_ways_without_loss) {
    const inv::Invoice full = tests::full_invoice();
    const std::string ubl = file("a.xml", inv::ubl::write(full));
    const Answer done = answer({"invoice", "convert", ubl, "--to", "cii", "--out", path("b.xml")});
    EXPECT_EQ(done.exit, Exit::done);
    EXPECT_EQ(done.err, "");
    EXPECT_EQ(test::read_file(path("b.xml")), inv::cii::write(full));
    const Answer back = answer({"invoice", "convert", path("b.xml"), "--to", "ubl"});
    EXPECT_EQ(back.out, inv::ubl::write(full));
    const Answer text = answer({"invoice", "convert", ubl, "--to", "text", "--language", "de"});
    EXPECT_NE(text.out.find("Rechnung"), std::string::npos);
    const Answer pdf = answer({"invoice", "convert", ubl, "--to", "pdf"});
    EXPECT_TRUE(pdf.out.starts_with("%PDF-"));
}

TEST_F(InvoiceCommand, tells_what_is_left_out) {
    std::string text = inv::ubl::write(tests::sample_invoice());
    text.insert(text.find("  <cbc:IssueDate>"), "  <cbc:UUID>lost</cbc:UUID>\n");
    const Answer done = answer({"invoice", "convert", file("a.xml", text), "--to", "cii"});
    EXPECT_EQ(done.exit, Exit::done);
    EXPECT_EQ(done.err,
              path("a.xml") + ":6: Invoice/UUID is not of EN 16931 and is left out: lost\n");
}

TEST_F(InvoiceCommand, refuses_what_is_no_invoice_and_names_what_is_not_there) {
    const Answer refused = answer({"invoice", "convert", file("a.xml", "<a>\n<b></a>")});
    EXPECT_EQ(refused.exit, Exit::refused);
    EXPECT_NE(refused.err.find("line 2"), std::string::npos) << refused.err;
    EXPECT_EQ(refused.out, "");
    EXPECT_EQ(answer({"invoice", "convert", path("none.xml")}).exit, Exit::environment);
    EXPECT_EQ(answer({"invoice", "convert", file("b.xml", inv::ubl::write({})), "--out",
                      path("no/such/folder")})
                  .exit,
              Exit::environment);
    EXPECT_EQ(answer({"invoice"}).exit, Exit::usage);
    EXPECT_EQ(answer({"invoice", "convert", "x", "--to", "docx"}).exit, Exit::usage);
}

TEST_F(InvoiceCommand, checks_each_file_and_ends_with_the_worst) {
    const std::string right = file("right.xml", inv::ubl::write(tests::sample_invoice()));
    inv::Invoice invoice = tests::sample_invoice();
    invoice.totals.gross->value += pos::exactly(5);
    invoice.period.reset();
    const std::string wrong = file("wrong.xml", inv::cii::write(invoice));

    const Answer one = answer({"invoice", "check", right, "--json"});
    EXPECT_EQ(one.exit, Exit::done);
    const json expected{
        {"file", right},
        {"ok", true},
        {"fatal", json::array()},
        {"warnings", json::array()},
        {"totals",
         {{"net", "331.40"}, {"tax", "62.97"}, {"gross", "394.37"}, {"payable", "394.37"}}}};
    EXPECT_EQ(json::parse(one.out), expected);

    const Answer both = answer({"invoice", "check", wrong, right, "--json"});
    EXPECT_EQ(both.exit, Exit::refused);
    std::istringstream lines{both.out};
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(json::parse(line).at("fatal"), (json{"BR-CO-15", "BR-CO-16"}));
    EXPECT_EQ(json::parse(line).at("warnings"), (json{"BR-DE-TMP-32"}));
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(json::parse(line).at("ok"), true);

    const Answer missing = answer({"invoice", "check", path("none.xml"), right, "--json"});
    EXPECT_EQ(missing.exit, Exit::environment);
    EXPECT_NE(missing.out.find("\"ok\":true"), std::string::npos) << "the others are checked";
    const json unread = json::parse(missing.out.substr(0, missing.out.find('\n')));
    EXPECT_EQ(unread.at("ok"), false);
    EXPECT_FALSE(unread.at("error").get<std::string>().empty());
    EXPECT_EQ(unread.at("fatal"), json::array());
    EXPECT_EQ(unread.at("warnings"), json::array());
    const json nothing{
        {"net", nullptr}, {"tax", nullptr}, {"gross", nullptr}, {"payable", nullptr}};
    EXPECT_EQ(unread.at("totals"), nothing);
}

TEST_F(InvoiceCommand, says_in_words_what_is_wrong) {
    inv::Invoice invoice = tests::sample_invoice();
    for (inv::Line& line : invoice.lines) line.item.name.clear();
    const Answer done =
        answer({"invoice", "check", file("a.xml", inv::ubl::write(invoice)), "--rules", "en16931"});
    EXPECT_EQ(done.exit, Exit::refused);
    EXPECT_EQ(done.out, path("a.xml") +
                            ": wrong\n  fatal    BR-25  BT-153 item's name is missing (line 1), 2 "
                            "times\n");
}
