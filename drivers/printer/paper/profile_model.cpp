#include "drivers/printer/paper/profile_model.hpp"

namespace drivers::printer::paper {

Model model_of(const Profile& profile) {
    Model model{.dots = profile.dots, .multibyte_on = profile.multibyte_off};
    for (const NumberedPage& page : profile.pages) model.pages.push_back({page.number, page.name});
    return model;
}

}  // namespace drivers::printer::paper
