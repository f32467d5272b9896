#include "tests/ui/stage.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/till/screens/customer/customer_view.hpp"
#include "app/till/shell/present_customer.hpp"
#include "app/till/shell/shell_view.hpp"
#include "pos/base/assert.hpp"
#include "tests/support/shell_driver.hpp"
#include "tests/ui/stage_act.hpp"
#include "tests/ui/stage_first_start.hpp"
#include "tests/ui/stage_goods.hpp"
#include "tests/ui/stage_not_started.hpp"
#include "tests/ui/stage_replace.hpp"

namespace test {

namespace {

constexpr std::span<const Act> (*kGroups[])() = {
    sell_acts,   pay_acts,  correct_acts, bill_acts, day_acts,      office_acts, device_acts,
    people_acts, file_acts, record_acts,  shop_acts, customer_acts, stock_acts};

const Act& act_of(std::string_view name) {
    const Act* found = nullptr;
    for (const auto group : kGroups) {
        for (const Act& act : group()) {
            if (act.name == name) found = &act;
        }
    }
    POS_ASSERT(found != nullptr);
    return *found;
}

}  // namespace

std::vector<std::string> stage_names() {
    std::vector<std::string> names = first_start_names();
    for (auto& name : not_started_names()) names.push_back(std::move(name));
    for (auto& name : replace_names()) names.push_back(std::move(name));
    for (const auto group : kGroups) {
        for (const Act& act : group()) names.emplace_back(act.name);
    }
    return names;
}

Scene stage(std::string_view name, const std::string& language, till::sell::Pictures pictures) {
    if (auto first = first_start(name, language)) return *std::move(first);
    if (auto not_yet = not_started(name, language)) return *std::move(not_yet);
    if (auto replaces = replace_scene(name, language)) return *std::move(replaces);
    const Act& act = act_of(name);
    auto till = std::make_shared<ShellDriver>(
        ShellDriver::Shop{.language = language,
                          .locale = language == "en" ? "en-GB" : language,
                          .currency = act.currency,
                          .goods = awkward_goods()});
    till->answer_all();
    till->act(till::shell::PrinterChanged{.state = till::shell::PrinterState::ready});
    act.play(*till);
    if (name.starts_with("customer_")) {
        const auto model = till::shell::customer_model(till->model, till->context());
        return [model, pictures = std::move(pictures)](till::ui::Frame& frame) {
            till::customer::draw(frame, model, pictures);
        };
    }
    return [till, pictures = std::move(pictures)](till::ui::Frame& frame) {
        (void)till::shell::draw(frame, till->model, pictures);
    };
}

}  // namespace test
