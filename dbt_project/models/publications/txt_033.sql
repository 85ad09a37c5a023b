with counted as (
    select
        pooled.pool as schooljaar,
        mart.onderwijsvorm,
        mart.studiegebied,
        mart.kwartaal,
        '322.01' as categorie,
        sum(case when mart.nr_cp = '322.01' then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('paritair_comite') }} as mart
    inner join {{ ref('pooled_exit_years') }} as pooled on mart.schooljaar = pooled.schooljaar
    where
        mart.onderwijsvorm = 'BSO'
        and mart.studiegebied in {{ three_study_areas() }}
        and mart.kwartaal in (1, 8)
        and mart.paritair_comite = '322'
    group by pooled.pool, mart.onderwijsvorm, mart.studiegebied, mart.kwartaal
)

{{ cells_of('txt_033', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal']) }}
