#include "pos/document/tender_words.hpp"

namespace pos::document {

UsualTender usual_tender(std::string_view code, std::string_view name) {
    if (code == "cash" && name == "Cash") return UsualTender::cash;
    if (code == "card" && name == "Card") return UsualTender::card;
    if (code == "voucher" && name == "Voucher") return UsualTender::voucher;
    return UsualTender::none;
}

const std::string& tender_words(const Words& words, const std::string& code,
                                const std::string& name) {
    switch (usual_tender(code, name)) {
        case UsualTender::cash:
            return words.cash;
        case UsualTender::card:
            return words.card;
        case UsualTender::voucher:
            return words.voucher;
        case UsualTender::none:
            break;
    }
    return name.empty() ? code : name;
}

}  // namespace pos::document
