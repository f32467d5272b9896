#include "pos/billing/models/package.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing::models {

Exact packages_in(Exact quantity, Exact size) {
    const Wide whole = quantity.e14 / size.e14;
    const bool begun = quantity.e14 > whole * size.e14;
    return {(whole + (begun ? 1 : 0)) * kExactScale};
}

void add_lines(const Package& charge, const Usage&, Measured& measured, LineWriter& lines) {
    Exact packages = packages_in(measured.quantity, charge.size);
    if (charge.count == PackagesOf::period) {
        packages = packages_in(measured.before + measured.quantity, charge.size) -
                   packages_in(measured.before, charge.size);
    }
    if (packages.e14 != 0) lines.add(LineKind::package, 0, packages, charge.price);
}

}  // namespace pos::billing::models
