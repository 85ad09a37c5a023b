with areas as (
    select
        schooljaar,
        aanbieder,
        studiegebied,
        sum(n_leerlingen) as aantal
    from {{ ref('dual_learning') }}
    where is_p_dual_3 and (aanbieder <> 'SYNTRA' or schooljaar >= '{{ var("syntra_vanaf") }}')
    group by schooljaar, aanbieder, studiegebied
),

counted as (
    select
        *,
        'leerlingen' as categorie,
        sum(aantal) over (partition by schooljaar, aanbieder) as noemer
    from areas
)

{{ cells_of('fig_06', ['schooljaar', 'aanbieder', 'studiegebied']) }}
