// source: ISO 20022, camt.052.001, camt.053.001 and camt.054.001, versions 1 to 12: what changed
// between them is where a party's name and a status stand.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "pos/billing/bank/read.hpp"
#include "pos/billing/bank/texts.hpp"
#include "pos/xml/read.hpp"

namespace pos::billing::bank {

namespace {

using xml::Element;

constexpr std::string_view kSpace = "urn:iso:std:iso:20022:tech:xsd:camt.05";

struct Broken {
    ReadError error;
};

/// A file on its way into statements. Faults within this file's functions leave as Broken, which
/// read_camt catches.
class Camt {
public:
    explicit Camt(const Limits& limits) : limits_{limits} {}

    Statements read(const Element& root) {
        if (root.name != "Document" || !root.space.starts_with(kSpace))
            fail(root, "this is no camt.052, .053 or .054");
        space_ = root.space;
        const Element* message = nullptr;
        for (const Element& child : root.children()) {
            if (message != nullptr) fail(child, "a second message in one file");
            message = &child;
        }
        struct Kind {
            std::string_view message;
            std::string_view record;
            Format format;
        };
        static constexpr std::array kKinds{
            Kind{"BkToCstmrAcctRpt", "Rpt", Format::camt_052},
            Kind{"BkToCstmrStmt", "Stmt", Format::camt_053},
            Kind{"BkToCstmrDbtCdtNtfctn", "Ntfctn", Format::camt_054}};
        if (message == nullptr) fail(root, "the document is empty");
        const auto* kind = std::ranges::find_if(
            kKinds, [&](const Kind& one) { return message->name.starts_with(one.message); });
        if (kind == kKinds.end())
            fail(*message, "the message " + std::string{message->name} + " is unknown");
        Statements statements;
        for (const Element& record : message->children()) {
            if (record.name != kind->record) continue;
            statements.push_back(statement(record, kind->format));
        }
        if (statements.empty()) fail(*message, "it holds no statement");
        return statements;
    }

private:
    [[noreturn]] static void fail(const Element& at, std::string reason) {
        throw Broken{{at.line, std::move(reason)}};
    }

    const Element* at(const Element& from, std::initializer_list<std::string_view> path) const {
        const Element* here = &from;
        for (const std::string_view name : path) {
            here = here->child(space_, name);
            if (here == nullptr) return nullptr;
        }
        return here;
    }
    std::string text(const Element& from, std::initializer_list<std::string_view> path) const {
        const Element* found = at(from, path);
        return found == nullptr ? std::string{} : text(*found);
    }
    std::string text(const Element& leaf) const {
        if (leaf.trimmed().size() > limits_.text) fail(leaf, "a text is longer than is taken");
        return clean(leaf.trimmed());
    }

    Amount amount(const Element& leaf, bool debit) const {
        const auto currency = leaf.attribute("Ccy");
        if (!currency || !is_currency(*currency)) fail(leaf, "an amount names no currency");
        const auto value = figure_of(leaf.trimmed());
        if (!value) fail(leaf, "\"" + clean(leaf.trimmed().substr(0, 40)) + "\" is no amount");
        return {debit ? -*value : *value, std::string{*currency}};
    }
    bool is_debit(const Element& from) const {
        const Element* leaf = at(from, {"CdtDbtInd"});
        if (leaf == nullptr) fail(from, "nothing says whether it is a credit or a debit");
        if (leaf->trimmed() == "DBIT") return true;
        if (leaf->trimmed() != "CRDT") fail(*leaf, "it is neither CRDT nor DBIT");
        return false;
    }
    Amount signed_amount(const Element& from) const {
        const Element* leaf = at(from, {"Amt"});
        if (leaf == nullptr) fail(from, "an amount is missing");
        return amount(*leaf, is_debit(from));
    }
    /// A day, or the day of a time as the bank's clocks have it.
    std::optional<Date> date(const Element& from, std::string_view name) const {
        const Element* choice = at(from, {name});
        if (choice == nullptr) return {};
        const Element* leaf = at(*choice, {"Dt"});
        if (leaf == nullptr) leaf = at(*choice, {"DtTm"});
        if (leaf == nullptr) fail(*choice, "a date is empty");
        const auto day = parse_date(leaf->trimmed().substr(0, 10));
        if (!day) fail(*leaf, "\"" + clean(leaf->trimmed().substr(0, 40)) + "\" is no date");
        return day;
    }
    Status status(const Element& from) const {
        const Element* leaf = at(from, {"Sts"});
        if (leaf == nullptr) fail(from, "an entry has no status");
        if (const Element* code = at(*leaf, {"Cd"})) leaf = code;
        if (leaf->trimmed() == "BOOK") return Status::booked;
        if (leaf->trimmed() == "PDNG" || leaf->trimmed() == "FUTR") return Status::pending;
        if (leaf->trimmed() == "INFO") return Status::information;
        fail(*leaf, "the status \"" + clean(leaf->trimmed().substr(0, 40)) + "\" is unknown");
    }

    void balance(const Element& from, Statement& into) const {
        std::string code = text(from, {"Tp", "CdOrPrtry", "Cd"});
        if (code.empty()) code = text(from, {"Tp", "Cd"});  // version 1
        const bool opening = code == "OPBD" || code == "PRCD";
        if (!opening && code != "CLBD") return;
        Balance said{signed_amount(from), date(from, "Dt"), false};
        said.intermediate = text(from, {"Tp", "SubTp", "Cd"}) == "INTM";
        std::optional<Balance>& place = opening ? into.opening : into.closing;
        // The opening balance says more than what the one before it closed with.
        if (!place || code == "OPBD") {
            place = std::move(said);
        } else if (code == "CLBD") {
            fail(from, "a second closing balance");
        }
    }

    void remittance(const Element& from, Detail& into) const {
        const Element* info = at(from, {"RmtInf"});
        if (info == nullptr) return;
        for (const Element& part : info->children()) {
            if (part.name == "Ustrd") append(into.text, text(part));
            if (part.name != "Strd") continue;
            std::string reference = text(part, {"CdtrRefInf", "Ref"});
            if (reference.empty()) reference = text(part, {"CdtrRefInf", "CdtrRef"});
            append(into.structured, reference);
            for (const Element& more : part.children()) {
                if (more.name == "AddtlRmtInf") append(into.text, text(more));
                if (more.name == "RfrdDocInf") append(into.structured, text(more, {"Nb"}));
            }
        }
        if (into.text.size() > limits_.text || into.structured.size() > limits_.text)
            fail(*info, "a text is longer than is taken");
    }

    void counterparty(const Element& from, bool debit, bool reversal, Detail& into) const {
        const Element* parties = at(from, {"RltdPties"});
        if (parties == nullptr) return;
        // A reversal keeps the parts that the first payment gave.
        const bool creditor = debit != reversal;
        for (const std::string_view who :
             {creditor ? "Cdtr" : "Dbtr", creditor ? "UltmtCdtr" : "UltmtDbtr"}) {
            if (!into.name.empty()) break;
            into.name = text(*parties, {who, "Nm"});
            if (into.name.empty()) into.name = text(*parties, {who, "Pty", "Nm"});
            if (into.name.empty()) into.name = text(*parties, {who, "Agt", "FinInstnId", "Nm"});
        }
        into.iban = compact(text(*parties, {creditor ? "CdtrAcct" : "DbtrAcct", "Id", "IBAN"}));
    }

    std::optional<Amount> detail_amount(const Element& from, bool debit) const {
        if (const Element* leaf = at(from, {"Amt"})) {
            const bool own = at(from, {"CdtDbtInd"}) != nullptr;
            return amount(*leaf, own ? is_debit(from) : debit);
        }
        for (const std::string_view which : {"TxAmt", "InstdAmt"}) {
            const Element* leaf = at(from, {"AmtDtls", which, "Amt"});
            if (leaf == nullptr) continue;
            const bool own = at(from, {"CdtDbtInd"}) != nullptr;
            return amount(*leaf, own ? is_debit(from) : debit);
        }
        return {};
    }

    Detail detail(const Element& from, const Entry& entry, bool debit) {
        if (++details_ > limits_.entries) fail(from, "it has more details than are taken");
        Detail one;
        one.amount = detail_amount(from, debit);
        one.end_to_end = reference_of(text(from, {"Refs", "EndToEndId"}));
        one.bank_reference = reference_of(text(from, {"Refs", "AcctSvcrRef"}));
        if (one.bank_reference.empty()) one.bank_reference = text(from, {"Refs", "TxId"});
        remittance(from, one);
        if (one.text.empty()) one.text = text(from, {"AddtlTxInf"});
        counterparty(from, debit, entry.reversal, one);
        if (const Element* back = at(from, {"RtrInf"})) {
            one.returned = true;
            one.return_reason = text(*back, {"Rsn", "Cd"});
            if (one.return_reason.empty()) one.return_reason = text(*back, {"RtrRsn", "Cd"});
            for (const Element& more : back->children()) {
                if (more.name == "AddtlInf") append(one.return_reason, text(more));
            }
        }
        return one;
    }

    Entry entry(const Element& from) {
        if (++entries_ > limits_.entries) fail(from, "it has more entries than are taken");
        Entry one;
        one.line = from.line;
        const bool debit = is_debit(from);
        one.amount = signed_amount(from);
        one.status = status(from);
        const std::string reversal = text(from, {"RvslInd"});
        one.reversal = reversal == "true" || reversal == "1";
        one.booked = date(from, "BookgDt");
        one.value = date(from, "ValDt");
        one.bank_reference = reference_of(text(from, {"AcctSvcrRef"}));
        one.text = text(from, {"AddtlNtryInf"});
        for (const Element& group : from.children()) {
            if (group.name == "TxDtls") one.details.push_back(detail(group, one, debit));
            if (group.name != "NtryDtls") continue;
            for (const Element& part : group.children()) {
                if (part.name == "TxDtls") one.details.push_back(detail(part, one, debit));
            }
        }
        if (one.details.empty()) one.details.emplace_back();
        return one;
    }

    Statement statement(const Element& from, Format format) {
        Statement one;
        one.format = format;
        one.line = from.line;
        one.id = text(from, {"Id"});
        one.number = text(from, {"ElctrncSeqNb"});
        if (one.number.empty()) one.number = text(from, {"LglSeqNb"});
        const Element* account = at(from, {"Acct"});
        if (account == nullptr) fail(from, "a statement names no account");
        one.account = compact(text(*account, {"Id", "IBAN"}));
        for (const auto& path : {std::array<std::string_view, 2>{"Othr", "Id"},
                                 std::array<std::string_view, 2>{"PrtryAcct", "Id"}}) {
            if (one.account.empty()) one.account = text(*account, {"Id", path[0], path[1]});
        }
        if (one.account.empty()) one.account = text(*account, {"Id", "BBAN"});
        one.currency = text(*account, {"Ccy"});
        for (const Element& child : from.children()) {
            if (child.name == "Bal") balance(child, one);
            if (child.name == "Ntry") one.entries.push_back(entry(child));
        }
        if (one.currency.empty() && one.opening) one.currency = one.opening->amount.currency;
        return one;
    }

    const Limits& limits_;
    std::string_view space_;
    std::size_t entries_{0};
    std::size_t details_{0};
};

}  // namespace

std::expected<Statements, ReadError> read_camt(std::string_view bytes, const Limits& limits) {
    const auto document = xml::read(bytes, {.bytes = limits.bytes});
    if (!document) {
        xml::ReadError words = document.error();
        const std::uint32_t line = std::exchange(words.line, 0U);
        return std::unexpected{ReadError{line, to_string(words)}};
    }
    try {
        return Camt{limits}.read(document->root());
    } catch (const Broken& broken) {
        return std::unexpected{broken.error};
    }
}

}  // namespace pos::billing::bank
