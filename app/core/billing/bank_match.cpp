#include "app/core/billing/bank_match.hpp"

#include <algorithm>
#include <array>

#include "app/core/billing/in_transaction.hpp"
#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::size_t kDigitsMin = 6;
constexpr std::size_t kDigitsMax = 12;
constexpr std::size_t kCandidatesMax = 100;  // of one text

bool digit(char c) {
    return c >= '0' && c <= '9';
}

char capital(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool counts(char c) {
    return digit(c) || (capital(c) >= 'A' && capital(c) <= 'Z');
}

/// A text's letters and digits in capitals, and where each stood.
struct Compact {
    std::string text;
    std::vector<std::size_t> from;
};

Compact compact(std::string_view text) {
    Compact out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!counts(text[i])) continue;
        out.text += capital(text[i]);
        out.from.push_back(i);
    }
    return out;
}

/// Whether a word ends behind that place of the text as it was written.
bool word_ends(std::string_view text, std::size_t at) {
    return at + 1 >= text.size() || !counts(text[at + 1]);
}

std::vector<std::string> numbers_at(std::string_view text, const Compact& in, std::size_t at,
                                    const std::string& series) {
    std::size_t digits = 0;
    while (digits < kDigitsMax && at + digits < in.text.size() && digit(in.text[at + digits]))
        ++digits;
    std::vector<std::string> numbers;
    std::ptrdiff_t ends = 0;  // so many of them end where a word does
    for (std::size_t count = kDigitsMin; count <= digits; ++count) {
        if (count > kDigitsMin && in.text[at] == '0') break;  // six digits are filled up, not more
        std::string number = series + "-" + in.text.substr(at, count);
        const bool first = word_ends(text, in.from[at + count - 1]);
        numbers.insert(first ? numbers.begin() + ends++ : numbers.end(), std::move(number));
    }
    return numbers;
}

}  // namespace

NumberCandidates invoice_numbers_in(std::string_view text, const std::vector<std::string>& series) {
    NumberCandidates found;
    const Compact in = compact(text);
    for (std::size_t i = 0; i < in.text.size() && found.size() < kCandidatesMax; ++i) {
        for (const std::string& one : series) {
            const std::string start = compact(one).text;
            if (start.empty() || in.text.compare(i, start.size(), start) != 0) continue;
            auto numbers = numbers_at(text, in, i + start.size(), one);
            if (!numbers.empty()) found.push_back(std::move(numbers));
        }
    }
    return found;
}

std::vector<std::string> account_numbers_in(std::string_view text) {
    constexpr std::size_t kDigitsAlone = 6;  // five are a postcode
    constexpr std::size_t kLetters = 3;
    static constexpr std::array<std::string_view, 5> kSaysSo{"KUNDE", "KD", "KTO", "CUSTOMER",
                                                             "ACCOUNT"};
    std::vector<std::string> found;
    bool said = false;
    std::size_t i = 0;
    const auto inside = [](char c) { return counts(c) || c == '-' || c == '_'; };
    while (i < text.size() && found.size() < kCandidatesMax) {
        if (!inside(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && inside(text[end])) ++end;
        std::string_view word = text.substr(i, end - i);
        i = end;
        while (!word.empty() && !counts(word.back())) word.remove_suffix(1);
        while (!word.empty() && !counts(word.front())) word.remove_prefix(1);
        const std::string letters = compact(word).text;
        const bool has_digit = std::ranges::any_of(letters, digit);
        const bool digits_alone = std::ranges::all_of(letters, digit);
        if (!has_digit) {
            const bool number_word =
                letters == "NR" || letters == "NUMMER" || letters == "NO" || letters == "NUMBER";
            const bool says_so = std::ranges::any_of(
                kSaysSo, [&](std::string_view one) { return letters.starts_with(one); });
            said = says_so || (said && number_word);
            continue;
        }
        if (said || letters.size() >= (digits_alone ? kDigitsAlone : kLetters)) {
            found.emplace_back(word);
            std::string capitals;
            for (const char c : word) capitals += capital(c);
            if (capitals != word) found.push_back(std::move(capitals));
        }
        said = false;
    }
    return found;
}

Outcome<void> BankMatcher::prepare() {
    if (prepared_) return {};
    auto series = stored::invoice_series(db_);
    if (!series) return std::unexpected{database(series.error())};
    series_ = std::move(*series);
    const auto known = stored::payments_of_files(db_);
    if (!known) return std::unexpected{database(known.error())};
    for (const auto& one : *known) {
        // "bank:<day>:<hash>:<payer>#<n>"
        const std::size_t colon = one.external_id.rfind(':');
        const std::size_t hash = one.external_id.rfind('#');
        if (hash == std::string::npos || colon >= hash) continue;
        remember(one.external_id.substr(colon + 1, hash - colon - 1), one.account_number);
    }
    prepared_ = true;
    return {};
}

void BankMatcher::remember(const std::string& payer, const std::string& account) {
    if (!payer.empty()) payers_[payer].insert(account);
}

Outcome<std::optional<BankMatch>> BankMatcher::by_invoice(const Question& asked) {
    BankMatch match;
    std::set<pos::Ulid> accounts;
    for (const std::string& text : asked.texts) {
        for (const auto& candidates : invoice_numbers_in(text, series_)) {
            for (const std::string& number : candidates) {
                const auto found = stored::document_of_number(db_, number);
                if (!found) return std::unexpected{failure(found.error())};
                if (!*found || (*found)->issued.kind != pos::journal::DocumentKind::invoice) {
                    continue;
                }
                if (std::ranges::find(match.documents, number) == match.documents.end()) {
                    match.documents.push_back(number);
                    accounts.insert((*found)->issued.account);
                }
                break;
            }
        }
    }
    if (match.documents.empty()) return std::optional<BankMatch>{};
    if (accounts.size() > 1) {
        match.reason = "The text names invoices of more than one account.";
        match.why = BankReason::several_customers;
        return match;
    }
    // Its number today, not the one that the invoice was sent under.
    const auto whose = stored::account_of(db_, *accounts.begin());
    if (!whose) return std::unexpected{database(whose.error())};
    POS_ASSERT(*whose);
    match.account = (*whose)->stored.account.number;
    match.sure = BankMatch::Sure::yes;
    return match;
}

Outcome<std::optional<BankMatch>> BankMatcher::by_account(const Question& asked) {
    std::set<std::string> numbers;
    for (const std::string& text : asked.texts) {
        for (const std::string& word : account_numbers_in(text)) {
            const auto found = stored::account_of_number(db_, word);
            if (!found) return std::unexpected{database(found.error())};
            if (*found) numbers.insert((*found)->stored.account.number);
        }
    }
    if (numbers.empty()) return std::optional<BankMatch>{};
    BankMatch match;
    if (numbers.size() > 1) {
        match.reason = "The text names more than one account.";
        match.why = BankReason::several_accounts;
        return match;
    }
    match.sure = BankMatch::Sure::yes;
    match.account = *numbers.begin();
    return match;
}

void BankMatcher::note_paid(const stored::OpenItem& item, const std::string& account,
                            std::int64_t paid_minor) {
    paid_[item.about] = {item.number, item.currency.substr(0, 3), account,
                         item.open_minor - paid_minor};
}

void BankMatcher::subtract_paid(std::vector<stored::OpenItem>& items) const {
    for (stored::OpenItem& item : items) {
        const auto paid = paid_.find(item.about);
        if (paid != paid_.end()) item.open_minor = paid->second.left_minor;
    }
}

/// Two at least, if there are several: which of them says no more.
Outcome<std::vector<stored::OpenInvoice>> BankMatcher::open_of(const std::string& currency,
                                                               std::int64_t minor) {
    const auto most = static_cast<std::int64_t>(2 + paid_.size());
    auto open = stored::open_invoices_of(db_, currency, minor, most);
    if (!open) return std::unexpected{database(open.error())};
    for (const auto& [about, one] : paid_) {
        std::erase_if(*open, [&](const auto& each) { return each.number == one.number; });
    }
    for (const auto& [about, one] : paid_) {
        const bool fits =
            !one.number.empty() && one.currency == currency && one.left_minor == minor;
        if (fits) open->push_back({one.number, one.account});
    }
    return std::move(*open);
}

Outcome<BankMatch> BankMatcher::by_likeness(const Question& asked) {
    BankMatch match;
    match.reason = "The text names neither an invoice nor an account.";
    match.why = BankReason::names_nothing;
    if (const auto known = payers_.find(asked.payer);
        known != payers_.end() && known->second.size() == 1) {
        match.sure = BankMatch::Sure::proposed;
        match.account = *known->second.begin();
        match.reason = "Account " + match.account + " was paid from that bank account before.";
        match.why = BankReason::paid_before;
        return match;
    }
    const auto currency = pos::currency_of(asked.currency);
    if (!currency) return match;
    const auto money = pos::parse_money(to_string(asked.amount, 2), *currency);
    if (!money) return match;
    const auto open = open_of(asked.currency, money->minor);
    if (!open) return std::unexpected{open.error()};
    if (open->size() != 1) return match;
    match.sure = BankMatch::Sure::proposed;
    match.account = open->front().account_number;
    match.documents = {open->front().number};
    match.reason = "Only " + match.documents.front() + " has exactly that much open.";
    match.why = BankReason::only_open;
    return match;
}

Outcome<BankMatch> BankMatcher::find(const Question& asked) {
    if (auto done = prepare(); !done) return std::unexpected{done.error()};
    auto invoice = by_invoice(asked);
    if (!invoice) return std::unexpected{invoice.error()};
    if (*invoice) return std::move(**invoice);
    auto account = by_account(asked);
    if (!account) return std::unexpected{account.error()};
    if (*account) return std::move(**account);
    return by_likeness(asked);
}

}  // namespace app::core::billing
