import type { Labels } from '../../../sql/model/labels.ts'
import { Link } from '../../frame/link.tsx'
import { language } from '../../state/language.ts'
import { view } from '../../state/view.ts'
import { writeView } from '../../state/view-url.ts'
import { nameArea, nameCategory } from '../alerts/names.ts'
import { Probability } from '../alerts/probability.tsx'
import { viewOf } from '../alerts/state.ts'
import { ShowOnMap } from '../spot-map/show-on-map.tsx'
import { None } from './none.tsx'
import type { Cluster } from './state.ts'
import { tellCluster } from './tell.ts'
import { TEXT } from './text.ts'

interface ClusterListProps {
  clusters: readonly Cluster[]
  /** Why the city could not be scanned. */
  gaps: readonly Labels[]
}

/** The clusters that a scan of the last weeks found. */
export function ClusterList({ clusters, gaps }: ClusterListProps) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <section class="panel spots" aria-labelledby="clusters-title">
      <header class="panel-head">
        <div>
          <h3 id="clusters-title">{text.clusters}</h3>
          <p class="panel-note">{text.clustersNote}</p>
        </div>
      </header>
      {clusters.length === 0 ? (
        <None gaps={gaps} otherwise={text.noClusters} />
      ) : (
        <ol class="spot-list">
          {clusters.map((cluster) => (
            <ClusterRow key={`${cluster.category} ${cluster.areas.join()}`} cluster={cluster} />
          ))}
        </ol>
      )}
    </section>
  )
}

function ClusterRow({ cluster }: { cluster: Cluster }) {
  const lang = language.value
  const text = TEXT[lang]
  const category = nameCategory(cluster.category)
  const sentence = tellCluster(cluster, category, cluster.areas.map(nameArea), lang)
  return (
    <li class="cluster">
      <p class="cluster-sentence">{sentence}</p>
      <p class="spot-aside">
        {text.chance}
        <Probability name="p" value={cluster.p} />
        {cluster.pPast !== null && (
          <>
            {text.past}
            <Probability name="p" value={cluster.pPast} />
          </>
        )}
      </p>
      <Link href={`/${writeView({ ...view.value, ...viewOf(cluster) })}`} onto="trend">
        {text.show}
        <span class="hidden">: {sentence}</span>
      </Link>{' '}
      <ShowOnMap category={cluster.category} />
    </li>
  )
}
