with persons as (
    select
        pooled.pool as schooljaar,
        mart.onderwijsvorm,
        'Handel' as studiegebied,
        mart.kwartaal,
        mart.categorie,
        mart.paritair_comite,
        sum(mart.n_leavers) as n_leavers
    from {{ ref('paritair_comite') }} as mart
    inner join {{ ref('pooled_exit_years') }} as pooled on mart.schooljaar = pooled.schooljaar
    where
        mart.onderwijsvorm = 'BSO'
        and mart.studierichting = 'Kantooradministratie en gegevensbeheer'
        and mart.kwartaal in (1, 8)
    group by pooled.pool, mart.onderwijsvorm, mart.kwartaal, mart.categorie, mart.paritair_comite
),

{{ ranked_committees() }}

{{ cells_of('tab_6', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal'], rang='rang') }}
