with counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        'geen stageregistratie' as categorie,
        sum(case when stageregistratie = 'geen' then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('internship_registration') }}
    -- R20: the years in which registration is known
    where is_p_obl and stageregistratie is not null
    group by schooljaar, onderwijsvorm, leerjaar
)

{{ cells_of('txt_030', ['schooljaar', 'onderwijsvorm', 'leerjaar']) }}
