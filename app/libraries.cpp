// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/libraries.h"

#include "core/kernels/convolution.h"
#include "core/workers/worker_pool.h"

namespace lab::app {

QString libraries()
{
    return QString::fromUtf8(kernels::oneDnnVersion()) + QStringLiteral(" · ") +
           QString::fromStdString(workers::oneTbbVersion());
}

QString version()
{
    return QStringLiteral(LAB_VERSION);
}

} // namespace lab::app
