#include "app/till/screens/closing/closing.hpp"

#include <algorithm>

namespace till::closing {

bool all_counted(const Model& model) {
    return std::ranges::none_of(model.tenders,
                                [](const Tender& tender) { return tender.digits.empty(); });
}

}  // namespace till::closing
