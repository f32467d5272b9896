#include "app/till/screens/common/foot_view.hpp"

namespace till::common {

std::vector<ui::Rect> foot_places(const ui::Frame& frame, ui::Rect& rest, std::size_t count,
                                  bool accented) {
    constexpr float kLarger = 1.8F;
    std::vector<float> shares(count, 1.0F);
    if (accented && count > 1) shares.back() = kLarger;
    return ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l), shares,
                       frame.space().m);
}

}  // namespace till::common
