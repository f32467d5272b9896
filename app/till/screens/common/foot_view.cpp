#include "app/till/screens/common/foot_view.hpp"

namespace till::common {

using ui::Rect;

std::vector<ui::Rect> foot_places(const ui::Frame& frame, ui::Rect& rest, std::size_t count,
                                  bool accented) {
    constexpr float kLarger = 1.8F;
    constexpr std::size_t kManyKeys = 4;
    const float gap = frame.space().m;
    if (frame.narrow() && count >= kManyKeys) {
        // In two rows, an accented one below the others.
        const Rect below = ui::take_bottom(rest, frame.size().money_key, gap);
        const Rect above = ui::take_bottom(rest, frame.size().action_key, frame.space().l);
        const std::size_t first = accented ? count - 1 : (count + 1) / 2;
        auto places = ui::columns(above, static_cast<int>(first), gap);
        for (const Rect& one : ui::columns(below, static_cast<int>(count - first), gap))
            places.push_back(one);
        return places;
    }
    std::vector<float> shares(count, 1.0F);
    if (accented && count > 1) shares.back() = kLarger;
    return ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l), shares, gap);
}

}  // namespace till::common
