// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"

#include "core/scenarios/access-order/access_order.h"
#include "core/scenarios/batch-convolution/batch_convolution.h"
#include "core/scenarios/batch-layout/batch_layout.h"
#include "core/scenarios/false-sharing/false_sharing.h"
#include "core/scenarios/filter-chain/filter_chain.h"
#include "core/scenarios/forward-pass/forward_pass.h"
#include "core/scenarios/gradient-accumulation/gradient_accumulation.h"
#include "core/scenarios/image-preprocessing/image_preprocessing.h"
#include "core/scenarios/load-balance/load_balance.h"
#include "core/scenarios/lock-contention/lock_contention.h"
#include "core/scenarios/matmul-ladder/matmul_ladder.h"
#include "core/scenarios/multi-gpu/multi_gpu.h"
#include "core/scenarios/pool-size/pool_size.h"
#include "core/scenarios/tiny-operations/tiny_operations.h"
#include "core/scenarios/training-pipeline/training_pipeline.h"

namespace lab::scenarios {

scenario::Registry all()
{
    scenario::Registry registry;
    registry.add(batch_convolution::make());
    registry.add(matmul_ladder::make());
    registry.add(image_preprocessing::make());
    registry.add(training_pipeline::make());
    registry.add(gradient_accumulation::make());
    registry.add(forward_pass::make());
    registry.add(multi_gpu::make());
    registry.add(batch_layout::make());
    registry.add(load_balance::make());
    registry.add(lock_contention::make());
    registry.add(pool_size::make());
    registry.add(tiny_operations::make());
    registry.add(filter_chain::make());
    registry.add(access_order::make());
    registry.add(false_sharing::make());
    return registry;
}

} // namespace lab::scenarios
