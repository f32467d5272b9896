#include "pos/store/catalogue/search.hpp"

#include "pos/store/reader.hpp"

namespace pos::store {

Answer<std::vector<StoredItem>> Reader::search(std::string_view words, std::size_t limit) {
    const Currency currency = catalogue().currency();
    auto found = store::search(db_, currency, words, limit);
    if (!found) return std::unexpected{to_store_error(std::move(found.error()))};
    return std::move(*found);
}

}  // namespace pos::store
