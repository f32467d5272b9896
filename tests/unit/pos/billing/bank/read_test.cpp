// Goal: what banks write is read to the cent, to the day and with the right sign; what is broken is
// refused with its line, and balances that do not add up are named.
// Method: small statements made here, in each dialect; one fault at a time.
#include "pos/billing/bank/read.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

using namespace pos::billing::bank;

namespace {

std::string swift(const std::string& entries, const std::string& closing = "C261202EUR12,50") {
    return ":20:X\n:25:37040044/532013000EUR\n:28C:1/1\n:60F:C261201EUR10,00\n" + entries +
           "\n:62F:" + closing + "\n-\n";
}

Entry only_entry(const std::string& entry) {
    const auto read = read_mt940(swift(entry));
    EXPECT_TRUE(read) << to_string(read.error());
    EXPECT_TRUE(read && read->size() == 1 && read->front().entries.size() == 1);
    return read ? read->front().entries.at(0) : Entry{};
}

std::string figure(const Amount& amount) {
    return to_string(amount.value, 2) + amount.currency;
}

std::string camt(const std::string& inside, const std::string& version = "053.001.08") {
    return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt." + version +
           "\">\n<BkToCstmrStmt>\n<Stmt>\n<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>"
           "\n" +
           inside + "\n</Stmt></BkToCstmrStmt></Document>";
}

std::string entry(const std::string& amount, const std::string& inside = {}) {
    return "<Ntry>" + amount +
           "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-12-01</Dt></BookgDt>" +
           inside + "</Ntry>";
}

struct Refused {
    std::string file;
    std::uint32_t line;
    std::string words;
};

void expect_refused(const Refused& one) {
    const auto result = read(one.file);
    ASSERT_FALSE(result) << one.words;
    EXPECT_EQ(result.error().line, one.line) << to_string(result.error());
    EXPECT_NE(result.error().reason.find(one.words), std::string::npos)
        << to_string(result.error());
}

}  // namespace

TEST(BankRead, german_subfields) {
    const Entry said = only_entry(
        ":61:2612011202CR2,50NTRFNONREF//B1\r\n"
        ":86:166?00GUTSCHRIFT?20EREF+E 1?21SVWZ+Rechnung I2026-00?220001 dan\r\nke?30COBADEFFXXX"
        "?31DE75512108001245126199?32Otto Lang?33name?34000");
    EXPECT_EQ(figure(said.amount), "2.50EUR");
    EXPECT_EQ(to_string(*said.value), "2026-12-01");
    EXPECT_EQ(to_string(*said.booked), "2026-12-02");
    EXPECT_EQ(said.bank_reference, "B1");
    EXPECT_EQ(said.text, "GUTSCHRIFT");
    const Detail& detail = said.details.front();
    EXPECT_EQ(detail.text, "Rechnung I2026-000001 danke");
    EXPECT_EQ(detail.end_to_end, "E 1");
    EXPECT_EQ(detail.name, "Otto Langname");
    EXPECT_EQ(detail.iban, "DE75512108001245126199");
    EXPECT_FALSE(detail.returned);
}

TEST(BankRead, the_sign_of_what_is_undone) {
    EXPECT_EQ(figure(only_entry(":61:2612011201RC2,50NTRFX").amount), "-2.50EUR");
    EXPECT_EQ(figure(only_entry(":61:2612011201RD2,50NTRFX").amount), "2.50EUR");
    EXPECT_TRUE(only_entry(":61:2612011201RDR2,50NTRFX").reversal);
    EXPECT_EQ(figure(only_entry(":61:2612011201DR2,50NTRFX").amount), "-2.50EUR");
    EXPECT_FALSE(only_entry(":61:2612011201DR2,50NTRFX").reversal);
    EXPECT_TRUE(
        only_entry(":61:2612011201D2,50NTRFX\n:86:109?20back?34914").details.front().returned);
}

TEST(BankRead, days_without_a_year_and_days_that_are_none) {
    EXPECT_EQ(to_string(*only_entry(":61:2612310102C1,NTRFX").booked), "2027-01-02");
    EXPECT_EQ(to_string(*only_entry(":61:2701011231C1,NTRFX").booked), "2026-12-31");
    EXPECT_EQ(to_string(*only_entry(":61:270230C1,NTRFX").value), "2027-02-28");
    EXPECT_EQ(to_string(*only_entry(":61:991231C1,NTRFX").value), "1999-12-31");
}

TEST(BankRead, other_dialects) {
    const Entry dutch = only_entry(
        ":61:261201C5,N102EREF\n:86:/EREF/X 1/BENM//NAME/JO\n SMITH/REMI/what/for/ISDT/2026-12-01");
    EXPECT_EQ(dutch.details.front().text, "what/for");
    EXPECT_EQ(dutch.details.front().name, "JO SMITH");
    EXPECT_EQ(dutch.details.front().end_to_end, "X 1");
    const Entry other = only_entry(":61:261201C5,N102EREF\n:86:000>100987>20 HUUR\n>21 KANTOOR");
    EXPECT_EQ(other.details.front().text, "HUUR KANTOOR");
    const Entry plain = only_entry(":61:261201C5,N102X\n:86:one\n:86:two");
    EXPECT_EQ(plain.details.front().text, "one two");
    const Entry latin = only_entry(":61:261201C5,N102X\n:86:M\xFCller\x01");
    EXPECT_EQ(latin.details.front().text, "Müller");
}

TEST(BankRead, balances_that_add_up_or_not) {
    const auto check = [](const std::string& closing) {
        return check_balance(read_mt940(swift(":61:261201C2,50NTRFX", closing))->front());
    };
    EXPECT_EQ(check("C261202EUR12,50").result, BalanceCheck::Result::good);
    const auto off = check("C261202EUR12,51");
    EXPECT_EQ(off.result, BalanceCheck::Result::differs);
    EXPECT_EQ(to_string(off.difference), "0.01");
    EXPECT_NE(to_string(off).find("0.01 apart"), std::string::npos);
    EXPECT_EQ(check("D261202EUR12,50").result, BalanceCheck::Result::differs);
    EXPECT_EQ(check("C261202CHF12,50").result, BalanceCheck::Result::mixed_currencies);
    EXPECT_EQ(check_balance(read(camt(""))->front()).result, BalanceCheck::Result::incomplete);
}

TEST(BankRead, camt_of_old_and_new_versions) {
    const std::string amount = "<Amt Ccy=\"EUR\">1.12345</Amt>";
    const std::string parties =
        "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Old</Nm></Dbtr><Cdtr><Nm>We</Nm></Cdtr></RltdPties>"
        "<RmtInf><Ustrd>a</Ustrd><Ustrd>b</Ustrd><Strd><CdtrRefInf><Ref>RF1</Ref></CdtrRefInf>"
        "</Strd></RmtInf></TxDtls></NtryDtls>";
    const auto old = read(camt(entry(amount, parties), "053.001.02"));
    ASSERT_TRUE(old) << to_string(old.error());
    const Entry& one = old->front().entries.at(0);
    EXPECT_EQ(to_string(one.amount.value), "1.12345");
    EXPECT_EQ(one.details.at(0).name, "Old");
    EXPECT_EQ(one.details.at(0).text, "a b");
    EXPECT_EQ(one.details.at(0).structured, "RF1");
    const auto back = read(camt(entry(amount, "<RvslInd>true</RvslInd>" + parties)));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->front().entries.at(0).details.at(0).name, "We");
    EXPECT_TRUE(back->front().entries.at(0).reversal);
}

TEST(BankRead, broken_files_are_refused_with_their_line) {
    expect_refused({"", 0, "no field :20:"});
    expect_refused({":20:X\n:61:261201C5,N102X\n", 1, "names no account"});
    expect_refused({":61:261201C5,N102X\n", 1, "begins with :20:"});
    expect_refused({swift(":61:261301C5,N102X"), 5, "no date"});
    expect_refused({swift(":61:2612C5,N102X"), 5, "date is missing"});
    expect_refused({swift(":61:261201X5,N102X"), 5, "neither C nor D"});
    expect_refused({swift(":61:261201C5,5,5N102X"), 5, "no amount"});
    expect_refused({swift(":61:261201C1234567890123456789,N102X"), 5, "no amount"});
    expect_refused({swift(":62F:C261202EUR1,"), 6, "second closing"});
    expect_refused({swift(":60F:C261202EUR1,"), 5, "second opening"});
    expect_refused({swift(":61:261201C5,N102X\n:86:" + std::string(5'000, 'x')), 6, "longer"});
    expect_refused({":20:X\n:25:1\n:61:261201C5,N102X\n", 3, "currency"});
    expect_refused({"<Document/>", 1, "no camt"});
    expect_refused({camt("") + "<", 6, "well-formed"});
    expect_refused({"<!DOCTYPE x><x/>", 1, "document type"});
    expect_refused({camt(entry("")), 5, "amount is missing"});
    expect_refused({camt(entry("<Amt>1</Amt>")), 5, "no currency"});
    expect_refused({camt(entry("<Amt Ccy=\"EUR\">-1</Amt>")), 5, "no amount"});
    expect_refused({camt(entry("<Amt Ccy=\"EUR\">1e5</Amt>")), 5, "no amount"});
    expect_refused({camt(entry("<Amt Ccy=\"EUR\">1</Amt>", "<ValDt><Dt>2026-02-30</Dt></ValDt>")),
                    5, "no date"});
    expect_refused({camt("<Ntry><Amt Ccy=\"EUR\">1</Amt></Ntry>"), 5, "credit or a debit"});
}

TEST(BankRead, limits_hold) {
    std::string many;
    for (int i = 0; i < 11; ++i) many += ":61:261201C5,N102X\n";
    EXPECT_TRUE(read_mt940(swift(many), {.entries = 11}));
    EXPECT_FALSE(read_mt940(swift(many), {.entries = 10}));
    EXPECT_FALSE(read_mt940(swift(many), {.bytes = 100}));
    EXPECT_FALSE(read_camt(camt(""), {.bytes = 100}));
    const std::string one = entry("<Amt Ccy=\"EUR\">1</Amt>");
    EXPECT_TRUE(read_camt(camt(one + one), {.entries = 2}));
    EXPECT_FALSE(read_camt(camt(one + one), {.entries = 1}));
}
