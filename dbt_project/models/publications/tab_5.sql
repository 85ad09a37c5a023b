with persons as (
    select
        pooled.pool as schooljaar,
        mart.onderwijsvorm,
        mart.studiegebied,
        mart.kwartaal,
        mart.categorie,
        mart.paritair_comite,
        sum(mart.n_leavers) as n_leavers
    from {{ ref('paritair_comite') }} as mart
    inner join {{ ref('pooled_exit_years') }} as pooled on mart.schooljaar = pooled.schooljaar
    where
        mart.onderwijsvorm = 'BSO'
        and mart.studiegebied in {{ three_study_areas() }}
        and mart.kwartaal in (1, 8)
    group by pooled.pool, mart.onderwijsvorm, mart.studiegebied, mart.kwartaal, mart.categorie, mart.paritair_comite
),

{{ ranked_committees() }}

{{ cells_of('tab_5', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal'], rang='rang') }}
