#include "pos/billing/bank/order.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/bank/transfer_code.hpp"
#include "pos/locale/plain_latin.hpp"
#include "pos/xml/write.hpp"

namespace pos::billing::bank {

namespace {

constexpr std::size_t kIdMax = 35;
constexpr std::size_t kNameMax = 70;
constexpr std::size_t kTextMax = 140;

std::string euro(std::int64_t minor) {
    return fmt::format("{}.{:02}", minor / 100, minor % 100);
}

/// "2026-11-26T20:15:00Z"
std::string moment(Instant at) {
    const std::int64_t seconds = at.unix_ms / 1'000;
    const std::int64_t second = ((seconds % 86'400) + 86'400) % 86'400;
    const Date day{static_cast<std::int32_t>((seconds - second) / 86'400)};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(day), second / 3'600, second / 60 % 60,
                       second % 60);
}

const char* code_of(Sequence sequence) {
    switch (sequence) {
        case Sequence::first:
            return "FRST";
        case Sequence::recurring:
            return "RCUR";
        case Sequence::last:
            return "FNAL";
        case Sequence::once:
            return "OOFF";
    }
    return "";
}

template <class Orders>
std::int64_t sum_of(const Orders& orders) {
    std::int64_t sum = 0;
    for (const auto& one : orders) {
        POS_ASSERT(one.amount_minor > 0);
        sum += one.amount_minor;
    }
    return sum;
}

/// Either message, part by part.
class Pain {
public:
    Pain(std::string_view schema, std::string_view root) : xml_{"Document"} {
        xml_.attribute("xmlns", schema);
        xml_.open(root);
    }
    xml::Writer& operator*() { return xml_; }
    xml::Writer* operator->() { return &xml_; }

    void id(std::string_view name, const std::string& text) {
        xml_.element(name, locale::plain_latin(text, kIdMax));
    }
    void head(const std::string& message, Instant at, std::size_t count, std::int64_t sum,
              const std::string& by) {
        xml_.open("GrpHdr");
        id("MsgId", message);
        xml_.element("CreDtTm", moment(at));
        sums(count, sum);
        xml_.open("InitgPty");
        xml_.element("Nm", locale::plain_latin(by, kNameMax));
        xml_.close();
        xml_.close();
    }
    void sums(std::size_t count, std::int64_t sum) {
        xml_.element("NbOfTxs", std::to_string(count));
        xml_.element("CtrlSum", euro(sum));
    }
    void party(std::string_view name, const AccountHolder& holder) {
        xml_.open(name);
        xml_.element("Nm", locale::plain_latin(holder.name, kNameMax));
        xml_.close();
    }
    void account(std::string_view name, const AccountHolder& holder) {
        xml_.open(name);
        xml_.open("Id");
        xml_.element("IBAN", holder.iban);
        xml_.close();
        xml_.close();
    }
    void agent(std::string_view name, const AccountHolder& holder) {
        xml_.open(name);
        xml_.open("FinInstnId");
        if (holder.bic.empty()) {
            xml_.open("Othr");
            xml_.element("Id", "NOTPROVIDED");
            xml_.close();
        } else {
            xml_.element("BICFI", holder.bic);
        }
        xml_.close();
        xml_.close();
    }
    void remittance(const std::string& text) {
        const std::string plain = locale::plain_latin(text, kTextMax);
        if (plain.empty()) return;
        xml_.open("RmtInf");
        xml_.element("Ustrd", plain);
        xml_.close();
    }
    void service() {
        xml_.open("SvcLvl");
        xml_.element("Cd", "SEPA");
        xml_.close();
    }
    std::string finish() { return std::move(xml_).finish(); }

private:
    xml::Writer xml_;
};

void write_collection(Pain& pain, const Collection& one) {
    pain->open("DrctDbtTxInf");
    pain->open("PmtId");
    pain.id("EndToEndId", one.end_to_end);
    pain->close();
    pain->element("InstdAmt", "Ccy", "EUR", euro(one.amount_minor));
    pain->open("DrctDbtTx");
    pain->open("MndtRltdInf");
    pain.id("MndtId", one.mandate);
    pain->element("DtOfSgntr", to_string(one.signed_on));
    pain->close();
    pain->close();
    pain.agent("DbtrAgt", one.from);
    pain.party("Dbtr", one.from);
    pain.account("DbtrAcct", one.from);
    pain.remittance(one.text);
    pain->close();
}

void write_block(Pain& pain, const CollectionOrder& order, Sequence sequence) {
    std::vector<Collection> block;
    std::ranges::copy_if(order.collections, std::back_inserter(block),
                         [&](const Collection& one) { return one.sequence == sequence; });
    if (block.empty()) return;
    pain->open("PmtInf");
    pain.id("PmtInfId", order.message + "-" + code_of(sequence));
    pain->element("PmtMtd", "DD");
    pain.sums(block.size(), sum_of(block));
    pain->open("PmtTpInf");
    pain.service();
    pain->open("LclInstrm");
    pain->element("Cd", order.scheme == DebitScheme::core ? "CORE" : "B2B");
    pain->close();
    pain->element("SeqTp", code_of(sequence));
    pain->close();
    pain->element("ReqdColltnDt", to_string(order.collect_on));
    pain.party("Cdtr", order.to);
    pain.account("CdtrAcct", order.to);
    pain.agent("CdtrAgt", order.to);
    pain->element("ChrgBr", "SLEV");
    pain->open("CdtrSchmeId");
    pain->open("Id");
    pain->open("PrvtId");
    pain->open("Othr");
    pain->element("Id", order.creditor);
    pain->open("SchmeNm");
    pain->element("Prtry", "SEPA");
    for (int open = 0; open < 5; ++open) pain->close();
    for (const Collection& one : block) write_collection(pain, one);
    pain->close();
}

void write_transfer(Pain& pain, const Transfer& one) {
    pain->open("CdtTrfTxInf");
    pain->open("PmtId");
    pain.id("EndToEndId", one.end_to_end);
    pain->close();
    pain->open("Amt");
    pain->element("InstdAmt", "Ccy", "EUR", euro(one.amount_minor));
    pain->close();
    // The bank finds that of an IBAN by itself.
    if (!one.to.bic.empty()) pain.agent("CdtrAgt", one.to);
    pain.party("Cdtr", one.to);
    pain.account("CdtrAcct", one.to);
    pain.remittance(one.text);
    pain->close();
}

}  // namespace

std::string to_pain_008(const CollectionOrder& order) {
    POS_ASSERT(!order.collections.empty());
    Pain pain{"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08", "CstmrDrctDbtInitn"};
    pain.head(order.message, order.made_at, order.collections.size(), sum_of(order.collections),
              order.to.name);
    for (const Sequence sequence :
         {Sequence::first, Sequence::recurring, Sequence::last, Sequence::once})
        write_block(pain, order, sequence);
    return pain.finish();
}

std::string to_pain_001(const TransferOrder& order) {
    POS_ASSERT(!order.transfers.empty());
    const std::int64_t sum = sum_of(order.transfers);
    Pain pain{"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09", "CstmrCdtTrfInitn"};
    pain.head(order.message, order.made_at, order.transfers.size(), sum, order.from.name);
    pain->open("PmtInf");
    pain.id("PmtInfId", order.message);
    pain->element("PmtMtd", "TRF");
    pain.sums(order.transfers.size(), sum);
    pain->open("PmtTpInf");
    pain.service();
    pain->close();
    pain->open("ReqdExctnDt");
    pain->element("Dt", to_string(order.pay_on));
    pain->close();
    pain.party("Dbtr", order.from);
    pain.account("DbtrAcct", order.from);
    pain.agent("DbtrAgt", order.from);
    pain->element("ChrgBr", "SLEV");
    for (const Transfer& one : order.transfers) write_transfer(pain, one);
    pain->close();
    return pain.finish();
}

bool is_creditor_identifier(const std::string& text) {
    if (text.size() < 8 || text.size() > 35) return false;
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!is_letter(text[0]) || !is_letter(text[1]) || !is_digit(text[2]) || !is_digit(text[3]))
        return false;
    // The three characters behind the check digits are the collector's own affair.
    return has_check_digits(text.substr(0, 4) + text.substr(7));
}

}  // namespace pos::billing::bank
